// What this page needs of the server at this moment: the cameras that somebody can see, each as
// wide and as often as it is shown, and in the camera's own video where this browser is up to it.

import { perSecond, pixels } from './address.js';

const SETTLE = 250;
const HURRY = 20;

/** @typedef {import('./camera-view.js').CameraView} CameraView */
/** @typedef {import('./reduction.js').Reduction} Reduction */
/** @typedef {import('./video-choice.js').VideoChoice} VideoChoice */

export class Demand {
  #send;
  #views;
  #cameras;
  #reduction;
  #choice;
  /** @type {Map<Element, CameraView>} by their boxes */
  #observed = new Map();
  #timer = 0;
  #sent = '';
  #asking = false;
  #urgent = false;
  #seen;
  #sized;

  /**
   * @param {Set<CameraView>} views
   * @param {() => Map<string, CameraStatus>} cameras by their ids
   * @param {Reduction} reduction what to ask for instead
   * @param {VideoChoice} choice which of them to ask for in video
   * @param {(wanted: Wanted) => void} send called when something else is wanted
   */
  constructor(views, cameras, reduction, choice, send) {
    this.#views = views;
    this.#cameras = cameras;
    this.#reduction = reduction;
    this.#choice = choice;
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

  /**
   * Sends the requests soon; a resized window changes them many times a second.
   *
   * @param {boolean} urgent whether that is not to be waited for
   */
  changed(urgent = false) {
    clearTimeout(this.#timer);
    this.#urgent ||= urgent || document.hidden || !this.#asking;
    this.#timer = setTimeout(() => this.#settle(), this.#urgent ? HURRY : SETTLE);
  }

  #settle() {
    this.#urgent = false;
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
    const wanted = [...this.#views].filter((view) => this.#isWanted(view));
    const video = this.#reduction.on ? new Set() : this.#inVideo(wanted);
    for (const view of wanted) {
      const status = this.#cameras().get(view.id);
      if (status) {
        const request = this.#request(view, status, video.has(view.id) ? 'video' : 'jpeg');
        const other = requests.get(view.id);
        requests.set(view.id, other ? both(request, other) : request);
      }
    }
    // In the server's order: tiles that only change places need no other stream.
    return [...this.#cameras().keys()].flatMap((id) => requests.get(id) ?? []);
  }

  /** @param {CameraView} view */
  #isWanted(view) {
    const known = this.#cameras().has(view.id);
    const seen = view.visible === true || view.coming;
    const wanted = known && seen && !view.paused && !document.hidden;
    view.want(wanted);
    return wanted;
  }

  /**
   * @param {CameraView} view
   * @param {CameraStatus} status
   * @param {Form} form
   */
  #request(view, status, form) {
    const full = { id: view.id, width: widthOf(view, status), fps: perSecond(view.fps), form };
    const reduced = this.#reduction.reduce(full, status);
    const request = view.detail ? { ...reduced, width: full.width } : reduced;
    view.asked = request;
    view.reduced = request.width !== full.width || request.fps !== full.fps;
    return request;
  }

  /**
   * The ids of the cameras to ask for in video.
   *
   * @param {CameraView[]} wanted
   */
  #inVideo(wanted) {
    const now = performance.now();
    /** @type {Map<string, import('./video-choice.js').Candidate>} */
    const candidates = new Map();
    for (const view of wanted.filter((one) => one.video)) {
      const status = this.#cameras().get(view.id);
      const area = view.box.clientWidth * view.box.clientHeight;
      if (status && !(area < (candidates.get(view.id)?.area ?? 0))) {
        const cost = this.#choice.cost(status, widthOf(view, status), view.last, now);
        candidates.set(view.id, { id: view.id, area, cost });
      }
    }
    return this.#choice.choose([...candidates.values()], now);
  }
}

/**
 * The server makes these widths alone; one in between would be rounded up there.
 *
 * @param {number} shown
 * @param {{ width: number, widths?: number[], streams?: { width: number }[] }} status
 */
export function step(shown, { width, widths = [], streams = [] }) {
  // A pixel or two too few are not worth four times the bytes.
  const found = widths.find((one) => one * 1.02 >= shown) ?? 0;
  // While the main stream has not been seen, its width is not known, but the sub-stream's.
  const known = width > 0 && streams.every((one) => one.width > 0);
  return known && found >= width ? 0 : found;
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
  return { ...a, width: most(a.width, b.width), fps: most(a.fps, b.fps) };
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
