// What an address says of the view: ?cameras=door,yard&layout=2x2&full=door&form=jpeg&lang=ko&clock=1

import { readGroups } from './groups.js';
import { isKnown, LANGUAGES, text } from './texts.js';

const LAYOUT = /^([1-9]\d?)x([1-9]\d?)$/;
/** @type {Transport[]} */
const TRANSPORTS = ['stream', 'images', 'snapshots'];
/** @type {Form[]} */
const FORMS = ['video', 'jpeg'];
const SWITCHED = ['0', '1'];
const LONGEST_CYCLE = 3600;

/**
 * @typedef View
 * @property {string[] | null} cameras ids, or null for all
 * @property {Layout | null} layout
 * @property {string | null} full the id of the camera in full
 * @property {Transport | null} transport
 * @property {Form} form
 * @property {boolean} clock whether tiles say when pictures were captured
 * @property {number} cycle milliseconds until the next is shown by itself; 0 for never
 * @property {import('./groups.js').Group[]} groups
 * @property {string | null} group the name of the one that is shown
 * @property {string[]} problems sentences about what could not be understood
 */

/**
 * @param {string} search
 * @returns {View}
 */
export function readView(search) {
  const query = new URLSearchParams(search);
  /** @type {string[]} */
  const problems = [];
  /**
   * @param {string} name
   * @param {string} right
   */
  const wrong = (name, right) =>
    problems.push(text('mustBe', { name, value: query.get(name) ?? '', right }));
  /**
   * One of these values, or null.
   *
   * @template {string} Value
   * @param {string} name
   * @param {Value[]} values
   */
  const oneOf = (name, values) => {
    const found = values.find((one) => one === query.get(name)) ?? null;
    if (query.has(name) && found === null) {
      wrong(name, oneOfWords(values));
    }
    return found;
  };
  const list = (query.get('cameras') ?? '').split(',').map((id) => id.trim()).filter(Boolean);
  const layoutText = query.get('layout') ?? 'auto';
  const layout = LAYOUT.exec(layoutText);
  if (!layout && layoutText !== 'auto') {
    wrong('layout', text('rightLayout'));
  }
  if (!isKnown(query.get('lang') ?? 'en')) { // texts.js has chosen it
    oneOf('lang', Object.keys(LANGUAGES));
  }
  const cycle = query.get('cycle') ?? '0';
  const seconds = /^\d{1,4}$/.test(cycle) && Number(cycle) <= LONGEST_CYCLE ? Number(cycle) : null;
  if (seconds === null) {
    wrong('cycle', text('rightCycle', { most: LONGEST_CYCLE }));
  }
  const groups = readGroups(query.get('groups') ?? '');
  if (groups === null) {
    wrong('groups', text('rightGroups'));
  }
  const names = (groups ?? []).map((one) => one.name);
  const group = query.get('group') || null;
  const unknown = group !== null && !names.includes(group);
  if (unknown && groups !== null) {
    wrong('group', names.length > 0 ? oneOfWords(names) : text('rightGroup'));
  }
  return {
    cameras: list.length > 0 ? [...new Set(list)] : null,
    layout: layout ? { columns: Number(layout[1]), rows: Number(layout[2]) } : null,
    full: query.get('full'),
    transport: oneOf('transport', TRANSPORTS),
    form: oneOf('form', FORMS) ?? 'video',
    cycle: (seconds ?? 0) * 1000,
    groups: groups ?? [],
    group: unknown ? null : group,
    clock: oneOf('clock', SWITCHED) === '1',
    problems,
  };
}

/** @param {string[]} values */
function oneOfWords(values) {
  return values.length === 1 ? values[0] : text('oneOf', { list: values.slice(0, -1).join(', '), last: values.at(-1) ?? '' });
}

/**
 * The search part of an address with these changes; all else stays.
 *
 * @param {string} search
 * @param {Record<string, string | null>} changes
 */
export function changeView(search, changes) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      query.set(name, value);
    } else {
      query.delete(name);
    }
  }
  const changed = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';');
  return changed === '' ? '' : `?${changed}`;
}
