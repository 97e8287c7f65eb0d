// Groups of cameras, as an address names them: ?groups=front:door,yard;back:garage

/** @typedef {{ name: string, ids: string[] }} Group */

/**
 * The groups of that text, or null where it is none.
 *
 * @param {string} words
 * @returns {Group[] | null}
 */
export function readGroups(words) {
  /** @type {Group[]} */
  const groups = [];
  for (const part of words.split(';').filter((one) => one.trim() !== '')) {
    const [name, list = '', ...more] = part.split(':');
    const ids = list.split(',').map((id) => id.trim()).filter(Boolean);
    const known = groups.some((group) => group.name === name.trim());
    if (name.trim() === '' || ids.length === 0 || more.length > 0 || known) {
      return null;
    }
    groups.push({ name: name.trim(), ids: [...new Set(ids)] });
  }
  return groups;
}

/**
 * What is shown in turn: each group, or all tiles where there is none, in pages where the layout does
 * not have room for all. Groups without a tile are passed over.
 *
 * @param {string[]} ids of all tiles, in order
 * @param {Group[]} groups
 * @param {Layout | null} layout
 * @returns {{ group: string | null, ids: string[] }[]}
 */
export function pagesOf(ids, groups, layout) {
  const room = layout ? layout.columns * layout.rows : Infinity;
  const parts = groups.length > 0 ? groups : [{ name: null, ids }];
  return parts.flatMap((part) => {
    const here = ids.filter((id) => part.ids.includes(id));
    const pages = [];
    for (let from = 0; from < here.length; from += room) {
      pages.push({ group: part.name, ids: here.slice(from, from + room) });
    }
    return pages;
  });
}
