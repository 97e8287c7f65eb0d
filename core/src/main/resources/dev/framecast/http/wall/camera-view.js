// A camera as one element of the page shows it: its canvas, what was painted last, and what is
// wanted. Tiles of the wall and <framecast-camera> elements are made around one each.

import { PictureCanvas } from './canvas.js';
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
  /** Whether it will be in full soon, wherever it is now. */
  coming = false;
  /** Whether somebody looks closely: fewer pictures are better than smaller ones then. */
  detail = false;
  /** Whether it may be the camera's own video, which has no other rate than the camera. */
  video = true;

  /**
   * Set by Demand, as soon as the browser has said so.
   *
   * @type {boolean | undefined}
   */
  visible = undefined;

  /**
   * What the server is asked for.
   *
   * @type {PictureSize & { form?: Form }}
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
  #canvas = new PictureCanvas((canvas) => this.show(canvas));
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

  /** @param {Frame} frame */
  paint({ image, at, sequence, form, width, height }) {
    this.#canvas.paint(image, this.asked.width);
    this.painted({ at, sequence, form, width, height });
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
    const last = { at, sequence: NaN, form: 'JPEG', width, height };
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
    // Of video all comes that there is; what is painted of it is the browser's own matter.
    const rated = this.asked.form !== 'video';
    return {
      behind: status.at - status.ageMillis - Math.max(at, this.wantedSince),
      painted: rated ? this.rate() : 0,
      expected: rated ? slower(this.asked.fps, status.fps ?? 0) : 0,
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
