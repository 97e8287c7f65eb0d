// The addresses that the page asks for, below the folder where the sink is mounted.

/** Many cameras over one connection. wishes: [{ id, width, fps }], 0 for the camera's own. */
export function streams(base, wishes) {
  const ids = wishes.map((wish) => wish.id).join();
  const width = values(wishes.map((wish) => wish.width));
  const fps = values(wishes.map((wish) => wish.fps));
  return `${base}streams.mjpg?ids=${ids}${width && `&width=${width}`}${fps && `&fps=${fps}`}`;
}

/** One value where all are the same, which keeps the address of 64 cameras short. */
function values(list) {
  const texts = list.map((value) => (value > 0 ? String(value) : ''));
  return texts.every((text) => text === texts[0]) ? texts[0] : texts.join();
}

/** One camera's stream, for an <img>. */
export function stream(base, { id, width, fps }) {
  return `${base}cameras/${encodeURIComponent(id)}/stream.mjpg?width=${width || ''}&fps=${fps || ''}`;
}

/** One JPEG of a camera, of its own size where width is 0. */
export function snapshot(base, { id, width }) {
  return `${base}cameras/${encodeURIComponent(id)}/snapshot.jpg?width=${width || ''}`;
}
