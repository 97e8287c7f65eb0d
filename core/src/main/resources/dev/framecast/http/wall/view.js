// What an address says of the view: ?cameras=door,yard&layout=2x2&full=door

const LAYOUT = /^([1-9]\d?)x([1-9]\d?)$/;
const TRANSPORTS = ['stream', 'images', 'snapshots'];

/**
 * Gives { cameras, layout, full, transport, problems }: ids or null for all; { columns, rows } or null;
 * an id or null; a name or null; and sentences about what could not be understood.
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
  const transport = query.get('transport');
  if (transport !== null && !TRANSPORTS.includes(transport)) {
    problems.push(`transport “${transport}” in the address: must be ${TRANSPORTS.join(', ')}.`);
  }
  return {
    cameras: list.length > 0 ? [...new Set(list)] : null,
    layout: layout ? { columns: Number(layout[1]), rows: Number(layout[2]) } : null,
    full: query.get('full'),
    transport: TRANSPORTS.includes(transport) ? transport : null,
    problems,
  };
}

/** The search part of an address with these changes, { name: text or null }; all else stays. */
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
