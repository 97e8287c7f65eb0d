// How large a picture is drawn, and which part of it is seen: what a zoom makes of it, and where it
// ends. Points are in pixels from the middle of the box that the picture is in.

const MOST = 8;
/** Rounding alone: small steps, as of slow fingers, must add up. */
const NEARLY_WHOLE = 1.0005;

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ width: number, height: number }} Size */

/**
 * @typedef Zoom
 * @property {number} scale 1 is the whole picture, as large as the box has room for
 * @property {number} x what of the picture is in the box's middle: its own middle is 0, its right edge 0.5
 * @property {number} y its lower edge is 0.5
 */

/** @type {Readonly<Zoom>} */
export const WHOLE = Object.freeze({ scale: 1, x: 0, y: 0 });

/**
 * Larger by that factor, around a point that stays where it is.
 *
 * @param {Zoom} zoom
 * @param {number} factor
 * @param {Point} point
 * @param {Size} whole the size of the whole picture in the box
 * @returns {Zoom}
 */
export function larger({ scale, x, y }, factor, point, whole) {
  const next = Math.min(MOST, Math.max(1, scale * factor));
  const moves = 1 / scale - 1 / next;
  return {
    scale: next,
    x: x + (point.x / whole.width) * moves,
    y: y + (point.y / whole.height) * moves,
  };
}

/**
 * The picture moved by so many pixels.
 *
 * @param {Zoom} zoom
 * @param {Point} by
 * @param {Size} whole
 * @returns {Zoom}
 */
export function moved({ scale, x, y }, by, whole) {
  return { scale, x: x - by.x / (whole.width * scale), y: y - by.y / (whole.height * scale) };
}

/**
 * The nearest zoom that leaves no room beside the picture that the picture could fill.
 *
 * @param {Zoom} zoom
 * @param {Size} whole
 * @param {Size} box
 * @returns {Zoom}
 */
export function within({ scale, x, y }, whole, box) {
  if (!(scale >= NEARLY_WHOLE)) {
    return WHOLE;
  }
  return {
    scale,
    x: inBounds(x, box.width / (whole.width * scale)),
    y: inBounds(y, box.height / (whole.height * scale)),
  };
}

/**
 * @param {number} at
 * @param {number} seen the part of the picture that the box has room for
 */
function inBounds(at, seen) {
  const most = Math.max(0, (1 - seen) / 2);
  return Math.min(most, Math.max(-most, at));
}

/**
 * The size of a whole picture of that shape in the box.
 *
 * @param {Size} shape
 * @param {Size} box
 * @returns {Size}
 */
export function fitted(shape, box) {
  const fits = Math.min(box.width / shape.width, box.height / shape.height);
  return { width: shape.width * fits, height: shape.height * fits };
}
