// The addresses that the page asks for, below the folder where the sink is mounted. Whatever the
// numbers are, what stands in an address is what the server takes: it refuses a whole stream for
// one bad number in it.

const MOST_PIXELS = 65_535;
const MOST_FPS = 1000;
const DIGITS = 1000; // three behind the point

/** A width as the server takes it, of a number or a text; 0, the camera's own, where it is neither. */
export function pixels(value) {
  const number = Number(value);
  return number > 0 ? Math.min(MOST_PIXELS, Math.ceil(number)) : 0;
}

/** A rate as the server takes it; 0, all that there is, where it is none. */
export function perSecond(value) {
  const number = Number(value);
  return number > 0 ? Math.min(MOST_FPS, Math.max(1, Math.round(number * DIGITS)) / DIGITS) : 0;
}

/** Many cameras over one connection. wishes: [{ id, width, fps }], 0 for the camera's own. */
export function streams(base, wishes) {
  const ids = wishes.map((wish) => encodeURIComponent(wish.id)).join();
  return `${base}streams.mjpg?ids=${ids}${numbers(wishes)}`;
}

function numbers(wishes) {
  const width = values(wishes.map((wish) => pixels(wish.width)));
  const fps = values(wishes.map((wish) => perSecond(wish.fps)));
  return `${width && `&width=${width}`}${fps && `&fps=${fps}`}`;
}

/** One value where all are the same, which keeps the address of 64 cameras short. */
function values(list) {
  const texts = list.map((value) => (value > 0 ? String(value) : ''));
  return texts.every((text) => text === texts[0]) ? texts[0] : texts.join();
}

/** One camera's stream, for an <img>. */
export function stream(base, { id, width, fps }) {
  const query = `width=${pixels(width) || ''}&fps=${perSecond(fps) || ''}`;
  return `${base}cameras/${encodeURIComponent(id)}/stream.mjpg?${query}`;
}

/** One JPEG of a camera, of its own size where width is 0. */
export function snapshot(base, { id, width }) {
  return `${base}cameras/${encodeURIComponent(id)}/snapshot.jpg?width=${pixels(width) || ''}`;
}
