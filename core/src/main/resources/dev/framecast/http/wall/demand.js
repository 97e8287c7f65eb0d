// What this page needs of the server at this moment: the cameras that somebody can see, each as
// wide and as often as it is shown.

import { perSecond, pixels } from './address.js';

const SETTLE = 250;
const HURRY = 20;

/** @typedef {import('./camera-view.js').CameraView} CameraView */
/** @typedef {import('./reduction.js').Reduction} Reduction */

export class Demand {
  #send;
  #views;
  #cameras;
  #reduction;
  /** @type {Map<Element, CameraView>} by their boxes */
  #observed = new Map();
  #timer = 0;
  #sent = '';
  #asking = false;
  #seen;
  #sized;

  /**
   * @param {Set<CameraView>} views
   * @param {() => Map<string, CameraStatus>} cameras by their ids
   * @param {Reduction} reduction what to ask for instead
   * @param {(wanted: Wanted) => void} send called when something else is wanted
   */
  constructor(views, cameras, reduction, send) {
    this.#views = views;
    this.#cameras = cameras;
    this.#reduction = reduction;
    this.#send = send;
    this.#seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const view = this.#observed.get(entry.target);
          if (view) { // else it was closed meanwhile
            view.visible = entry.isIntersecting;
          }
        }
        this.changed();
      },
      { rootMargin: '40px' },
    );
    this.#sized = new ResizeObserver(() => this.changed());
    document.addEventListener('visibilitychange', () => this.changed());
  }

  /** @param {CameraView} view */
  observe(view) {
    this.#observed.set(view.box, view);
    this.#seen.observe(view.box);
    this.#sized.observe(view.box);
  }

  /** @param {CameraView} view */
  unobserve(view) {
    this.#seen.unobserve(view.box);
    this.#sized.unobserve(view.box);
    this.#observed.delete(view.box);
    this.changed();
  }

  /** Whoever was told the requests is gone: they are sent once more. */
  again() {
    this.#sent = '';
    this.changed();
  }

  /** Sends the requests soon; a resized window changes them many times a second. */
  changed() {
    clearTimeout(this.#timer);
    const hurry = document.hidden || !this.#asking;
    this.#timer = setTimeout(() => this.#settle(), hurry ? HURRY : SETTLE);
  }

  #settle() {
    const requests = this.#requests();
    const wanted = { requests, all: requests.length === this.#cameras().size };
    const text = JSON.stringify(wanted);
    if (text !== this.#sent) {
      this.#sent = text;
      this.#asking = requests.length > 0;
      this.#send(wanted);
    }
  }

  #requests() {
    /** @type {Map<string, CameraRequest>} */
    const requests = new Map();
    for (const view of this.#views) {
      const status = this.#cameras().get(view.id);
      const wanted = status !== undefined && view.visible === true && !view.paused && !document.hidden;
      view.want(wanted);
      if (!wanted) {
        continue;
      }
      const full = { id: view.id, width: widthOf(view, status), fps: perSecond(view.fps) };
      const request = this.#reduction.reduce(full, status);
      view.asked = request;
      view.reduced = request.width !== full.width || request.fps !== full.fps;
      const other = requests.get(view.id);
      requests.set(view.id, other ? both(request, other) : request);
    }
    // In the server's order: tiles that only change places need no other stream.
    return [...this.#cameras().keys()].flatMap((id) => requests.get(id) ?? []);
  }
}

/**
 * The server makes these widths alone; one in between would be rounded up there.
 *
 * @param {number} shown
 * @param {{ width: number, widths?: number[] }} status
 */
export function step(shown, { width, widths = [] }) {
  // A pixel or two too few are not worth four times the bytes.
  const found = widths.find((one) => one * 1.02 >= shown) ?? 0;
  return width > 0 && found >= width ? 0 : found;
}

/**
 * Zero means the camera's own, which is the most there is.
 *
 * @param {CameraRequest} a
 * @param {CameraRequest} b
 */
function both(a, b) {
  /** @type {(x: number, y: number) => number} */
  const most = (x, y) => (x === 0 || y === 0 ? 0 : Math.max(x, y));
  return { id: a.id, width: most(a.width, b.width), fps: most(a.fps, b.fps) };
}

/**
 * @param {CameraView} view
 * @param {CameraStatus} status
 */
function widthOf(view, status) {
  if (view.width !== undefined) {
    return pixels(view.width);
  }
  const box = view.box.getBoundingClientRect();
  const shape = status.width > 0 ? status.width / status.height : 16 / 9;
  const shown = Math.min(box.width, box.height * shape || box.width) * window.devicePixelRatio;
  return step(shown, status);
}
