// What an address says of the view: ?cameras=door,yard&layout=2x2&full=door&form=jpeg

const LAYOUT = /^([1-9]\d?)x([1-9]\d?)$/;
/** @type {Transport[]} */
const TRANSPORTS = ['stream', 'images', 'snapshots'];
/** @type {Form[]} */
const FORMS = ['video', 'jpeg'];

/**
 * @typedef View
 * @property {string[] | null} cameras ids, or null for all
 * @property {Layout | null} layout
 * @property {string | null} full the id of the camera in full
 * @property {Transport | null} transport
 * @property {Form} form
 * @property {string[]} problems sentences about what could not be understood
 */

/**
 * @param {string} search
 * @returns {View}
 */
export function readView(search) {
  const query = new URLSearchParams(search);
  const problems = [];
  const list = (query.get('cameras') ?? '').split(',').map((id) => id.trim()).filter(Boolean);
  const layoutText = query.get('layout') ?? 'auto';
  const layout = LAYOUT.exec(layoutText);
  if (!layout && layoutText !== 'auto') {
    problems.push(`layout “${layoutText}” in the address: must be auto or columns by rows, such as 2x2.`);
  }
  const transportText = query.get('transport');
  const transport = TRANSPORTS.find((one) => one === transportText) ?? null;
  if (transportText !== null && transport === null) {
    problems.push(`transport “${transportText}” in the address: must be ${TRANSPORTS.join(', ')}.`);
  }
  const formText = query.get('form');
  const form = FORMS.find((one) => one === formText) ?? null;
  if (formText !== null && form === null) {
    problems.push(`form “${formText}” in the address: must be ${FORMS.join(' or ')}.`);
  }
  return {
    cameras: list.length > 0 ? [...new Set(list)] : null,
    layout: layout ? { columns: Number(layout[1]), rows: Number(layout[2]) } : null,
    full: query.get('full'),
    transport,
    form: form ?? 'video',
    problems,
  };
}

/**
 * The search part of an address with these changes; all else stays.
 *
 * @param {string} search
 * @param {Record<string, string | null>} changes
 */
export function changeView(search, changes) {
  const query = new URLSearchParams(search);
  for (const [name, text] of Object.entries(changes)) {
    if (text) {
      query.set(name, text);
    } else {
      query.delete(name);
    }
  }
  const changed = query.toString().replaceAll('%2C', ',');
  return changed === '' ? '' : `?${changed}`;
}
