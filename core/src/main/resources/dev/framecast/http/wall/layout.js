// How to lay tiles out so that the pictures are as large as they can be.

const SHAPE = 16 / 9;
/** On a small screen one scrolls, as people do on phones, before pictures get tiny. */
const NARROW = 600;
const LOW = 420;
const SMALLEST = 104;
const SMALLEST_ON_A_PHONE = 160;
const FEW = 6;
const TINIEST = 40;
const NEARLY = 0.94;

/** @typedef {{ width: number, height: number, gap: number, caption: number }} Space in pixels */
/** @typedef {{ columns: number, width: number, scrolls: boolean }} Fit and a picture's width */

/**
 * @param {number} tiles
 * @param {Space} space
 * @param {Layout | null} wanted null for what is best
 * @returns {Fit}
 */
export function fit(tiles, space, wanted) {
  if (wanted) {
    const width = pictureWidth(wanted.columns, wanted.rows, space);
    const tooMany = tiles > wanted.columns * wanted.rows;
    return { columns: wanted.columns, width, scrolls: tooMany || width === TINIEST };
  }
  const smallest = smallestWidth(tiles, space);
  /** @type {Fit[]} */
  const fitting = [];
  for (let columns = 1; columns <= tiles; columns++) {
    const width = pictureWidth(columns, Math.ceil(tiles / columns), space);
    fitting.push({ columns, width, scrolls: false });
  }
  const widest = Math.max(...fitting.map((one) => one.width));
  if (widest >= smallest) {
    // A full last row is worth a few pixels.
    const wide = fitting.filter((one) => one.width >= widest * NEARLY);
    /** @param {Fit} one */
    const empty = ({ columns }) => Math.ceil(tiles / columns) * columns - tiles;
    return wide.sort((a, b) => empty(a) - empty(b) || b.width - a.width)[0];
  }
  const columns = Math.max(1, Math.floor((space.width + space.gap) / (smallest + space.gap)));
  return { columns, width: pictureWidth(columns, 0, space), scrolls: true };
}

/**
 * The widest picture of which so many fit; rows of 0 are as high as they like.
 *
 * @param {number} columns
 * @param {number} rows
 * @param {Space} space
 */
function pictureWidth(columns, rows, { width, height, gap, caption }) {
  const byWidth = (width - (columns - 1) * gap) / columns;
  const byHeight = rows === 0 ? Infinity : ((height - (rows - 1) * gap) / rows - caption) * SHAPE;
  return Math.max(TINIEST, Math.floor(Math.min(byWidth, byHeight)));
}

/**
 * @param {number} tiles
 * @param {Space} space
 */
function smallestWidth(tiles, { width, height, gap }) {
  if (width >= NARROW) {
    return height < LOW ? SMALLEST_ON_A_PHONE : SMALLEST;
  }
  return tiles <= FEW ? width : Math.floor((width - gap) / 2);
}
