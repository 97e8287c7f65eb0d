// What this page needs of the server at this moment: the cameras that somebody can see, each as
// wide and as often as it is shown.

import { perSecond, pixels } from './address.js';

const SETTLE = 250;
const HURRY = 20;

export class Demand {
  #send;
  #watches;
  #cameras;
  #reduction;
  #timer = 0;
  #sent = '';
  #asking = false;
  #seen;
  #sized;

  /**
   * watches: a Set; cameras(): the Map of states; reduction: what to ask for instead, see there;
   * send({ wishes, all }): called when they differ; all: whether these are all cameras, in the
   * server's order.
   */
  constructor(watches, cameras, reduction, send) {
    this.#watches = watches;
    this.#cameras = cameras;
    this.#reduction = reduction;
    this.#send = send;
    this.#seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const watch = entry.target.framecastWatch;
          if (watch) { // else it was closed meanwhile
            watch.visible = entry.isIntersecting;
          }
        }
        this.changed();
      },
      { rootMargin: '40px' },
    );
    this.#sized = new ResizeObserver(() => this.changed());
    document.addEventListener('visibilitychange', () => this.changed());
  }

  observe(watch) {
    watch.box.framecastWatch = watch;
    this.#seen.observe(watch.box);
    this.#sized.observe(watch.box);
  }

  unobserve(watch) {
    this.#seen.unobserve(watch.box);
    this.#sized.unobserve(watch.box);
    delete watch.box.framecastWatch;
    this.changed();
  }

  /** Whoever was told the wishes is gone: they are sent once more. */
  again() {
    this.#sent = '';
    this.changed();
  }

  /** Sends the wishes soon; a resized window changes them many times a second. */
  changed() {
    clearTimeout(this.#timer);
    const hurry = document.hidden || !this.#asking;
    this.#timer = setTimeout(() => this.#settle(), hurry ? HURRY : SETTLE);
  }

  #settle() {
    const wishes = this.#wishes();
    const wanted = { wishes, all: wishes.length === this.#cameras().size };
    const text = JSON.stringify(wanted);
    if (text !== this.#sent) {
      this.#sent = text;
      this.#asking = wishes.length > 0;
      this.#send(wanted);
    }
  }

  #wishes() {
    const wishes = new Map();
    for (const watch of this.#watches) {
      const status = this.#cameras().get(watch.id);
      watch.want(Boolean(status) && watch.visible && !watch.paused && !document.hidden);
      if (!watch.wanted) {
        continue;
      }
      const full = { id: watch.id, width: width(watch, status), fps: perSecond(watch.fps) };
      const wish = this.#reduction.reduce(full, status);
      watch.asked = wish;
      watch.reduced = wish.width !== full.width || wish.fps !== full.fps;
      const other = wishes.get(watch.id);
      wishes.set(watch.id, other ? both(wish, other) : wish);
    }
    // In the server's order: tiles that only change places need no other stream.
    return [...this.#cameras().keys()].filter((id) => wishes.has(id)).map((id) => wishes.get(id));
  }
}

/** The server makes these widths alone; one in between would be rounded up there. */
export function step(shown, { width, widths = [] }) {
  // A pixel or two too few are not worth four times the bytes.
  const found = widths.find((one) => one * 1.02 >= shown) ?? 0;
  return width > 0 && found >= width ? 0 : found;
}

/** Zero means the camera's own, which is the most there is. */
function both(a, b) {
  const most = (x, y) => (x === 0 || y === 0 ? 0 : Math.max(x, y));
  return { id: a.id, width: most(a.width, b.width), fps: most(a.fps, b.fps) };
}

function width(watch, status) {
  if (watch.width !== undefined) {
    return pixels(watch.width);
  }
  const box = watch.box.getBoundingClientRect();
  const shape = status.width > 0 ? status.width / status.height : 16 / 9;
  const shown = Math.min(box.width, box.height * shape || box.width) * window.devicePixelRatio;
  return step(shown, status);
}
