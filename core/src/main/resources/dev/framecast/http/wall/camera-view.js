// A camera as one element of the page shows it: its canvas, what was painted last, and what is
// wanted. Tiles of the wall and <framecast-camera> elements are made around one each.

import { guarded } from './guarded.js';
import { Rate, slower } from './rate.js';
import { read } from './reading.js';
import { Steady } from './steady.js';

const SETTLED = 1500;

/** @typedef {import('./connection.js').Connection} Connection */
/** @typedef {(age: number, painted: Painted) => void} OnPaint */

export class CameraView {
  // Set by whoever shows it; Connection.change() makes it known.
  fps = 0;
  /** @type {number | undefined} as wide as the box needs */
  width = undefined;
  paused = false;

  /**
   * Set by Demand, as soon as the browser has said so.
   *
   * @type {boolean | undefined}
   */
  visible = undefined;

  /**
   * What the server is asked for.
   *
   * @type {PictureSize}
   */
  asked = { width: 0, fps: 0 };
  /** Whether that is less than is wanted. */
  reduced = false;

  /** Whether the server is asked for it, and since when by the server's clock. */
  wanted = false;
  wantedSince = NaN;

  /**
   * The frame that waits for its turn; Painter's.
   *
   * @type {Frame | null}
   */
  pending = null;

  /**
   * What is on the screen; null before the first picture.
   *
   * @type {Painted | null}
   */
  last = null;

  /** When, by the server's clock. */
  paintedAt = 0;

  #connection;
  #onPaint;
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  #rate = new Rate();
  #flowingFps = 0;
  /** @type {number | null} */
  #guessedRate = null;
  #slatesSince = NaN; // by the server's clock
  #steady = new Steady();

  /**
   * @param {Connection} connection
   * @param {string} id
   * @param {HTMLElement} box that the picture is put into
   * @param {OnPaint} onPaint called after each picture
   */
  constructor(connection, id, box, onPaint) {
    this.#connection = connection;
    this.id = id;
    this.box = box;
    this.#onPaint = onPaint;
  }

  /** @param {boolean} yes */
  want(yes) {
    if (yes && !this.wanted) {
      this.wantedSince = this.#connection.clock.now();
      this.#rate.forget();
    }
    this.wanted = yes;
  }

  /**
   * Where that fails, the next one is painted on a new canvas.
   *
   * @param {Frame} frame
   */
  paint({ at, sequence, bitmap }) {
    const { width, height } = bitmap;
    try {
      this.#draw(bitmap, width, height);
    } catch (e) {
      this.#canvas = null;
      throw e;
    }
    this.painted({ at, sequence, width, height });
  }

  /**
   * @param {ImageBitmap} bitmap
   * @param {number} width
   * @param {number} height
   */
  #draw(bitmap, width, height) {
    const canvas = this.#canvas ?? document.createElement('canvas');
    const context = canvas.getContext('bitmaprenderer');
    if (!context) {
      throw new Error('the browser gives no canvas to paint on');
    }
    if (canvas !== this.#canvas) {
      this.#canvas = canvas;
      this.show(canvas);
    }
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.transferFromImageBitmap(bitmap); // which closes it
  }

  /**
   * Shows an element as the picture.
   *
   * @param {HTMLElement} picture
   */
  show(picture) {
    picture.setAttribute('aria-hidden', 'true'); // the box has a label
    this.box.replaceChildren(picture);
  }

  /** @param {Painted} last */
  painted(last) {
    this.#slatesSince = NaN;
    this.last = last;
    this.paintedAt = this.#connection.clock.now();
    this.#rate.mark(last.at, this.paintedAt);
    guarded(() => this.#onPaint(this.age(), last));
  }

  /**
   * Where the browser streams by itself nobody says what it shows: what the server has, we hope.
   *
   * @param {number} at
   * @param {CameraStatus} status
   */
  guess(at, { width, height, fps }) {
    this.#slatesSince = NaN;
    const last = { at, sequence: NaN, width, height };
    this.last = last;
    this.#guessedRate = fps;
    guarded(() => this.#onPaint(this.age(), last));
  }

  /**
   * What was asked for begins to come.
   *
   * @param {boolean} again after nothing did
   */
  flows(again) {
    if (again || this.#flowingFps !== this.asked.fps) {
      this.#flowingFps = this.asked.fps;
      this.#rate.forget();
    }
  }

  /** The server has no picture of it. */
  slate() {
    const news = !this.#hasSlates();
    if (news) {
      this.#slatesSince = this.#connection.clock.now();
    }
    return news;
  }

  /** Milliseconds from the capture of what is on the screen to now; NaN before the first. */
  age() {
    return this.last === null ? NaN : Math.max(0, this.#connection.clock.now() - this.last.at);
  }

  /** Pictures painted a second. */
  rate() {
    return this.#guessedRate ?? this.#rate.at(this.#connection.clock.now());
  }

  /**
   * How its pictures come, for reduction.js; null where none should have come yet.
   *
   * @returns {Sample | null}
   */
  sample() {
    const { states, clock } = this.#connection;
    const status = states.cameras.get(this.id);
    const settled = this.wanted && clock.now() - this.wantedSince > SETTLED;
    if (!settled || status?.state !== 'LIVE' || this.#hasSlates() || status.ageMillis === null) {
      return null;
    }
    const { at = 0, width = 640, height = 360 } = this.last ?? {};
    return {
      behind: status.at - status.ageMillis - Math.max(at, this.wantedSince),
      painted: this.rate(),
      expected: slower(this.asked.fps, status.fps ?? 0),
      full: slower(this.fps, status.fps ?? 0),
      pixels: width * height,
    };
  }

  #hasSlates() {
    return !Number.isNaN(this.#slatesSince);
  }

  /** What may be said of it now: see reading.js. */
  reading() {
    return this.#steady.settle(this.#read(), this.age(), performance.now());
  }

  #read() {
    const { states, linked, clock, problem } = this.#connection;
    return read({
      id: this.id,
      status: states.cameras.get(this.id),
      known: states.known,
      answering: states.answering,
      silence: states.problem,
      refused: states.refused,
      linked,
      problem,
      now: clock.now(),
      paintedFor: clock.now() - this.paintedAt,
      last: this.last,
      slatesSince: this.#slatesSince,
      width: this.asked.width,
      paused: this.paused,
      visible: this.visible,
      fps: slower(this.asked.fps, this.#flowingFps),
      wantedFor: this.wanted ? clock.now() - this.wantedSince : NaN,
    });
  }

  /** No more of it. */
  close() {
    this.#connection.forget(this);
  }
}
