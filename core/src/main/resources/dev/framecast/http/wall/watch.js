// One place on a page where a camera is watched: its canvas, what was painted last, and what is
// wanted. Tiles of the wall and <framecast-camera> elements are made around one each.

import { guarded } from './guarded.js';
import { Rate, slower } from './rate.js';
import { read } from './reading.js';
import { Steady } from './steady.js';

const SETTLED = 1500;

export class Watch {
  /** Set by whoever made this; Connection.change() makes it known. */
  fps = 0;
  width = undefined; // as wide as the box needs
  paused = false;

  /** Set by Demand, as soon as the browser has said so. */
  visible = undefined;

  /** What the server is asked for, { width, fps }; and whether that is less than is wanted. */
  asked = { width: 0, fps: 0 };
  reduced = false;

  /** Whether the server is asked for it, and since when by the server's clock. */
  wanted = false;
  wantedSince = NaN;

  /** The frame that waits for its turn; Painter's. */
  pending = null;

  /** What is on the screen: { at, sequence, width, height }; null before the first picture. */
  last = null;

  /** When, by the server's clock. */
  paintedAt = 0;

  #connection;
  #onPaint;
  #canvas = null;
  #context = null;
  #rate = new Rate();
  #flowingFps = 0;
  #guessedRate = null;
  #slatesSince = NaN; // by the server's clock
  #steady = new Steady();

  /** box: the element that the picture is put into; onPaint(age) after each picture. */
  constructor(connection, id, box, onPaint) {
    this.#connection = connection;
    this.id = id;
    this.box = box;
    this.#onPaint = onPaint;
  }

  want(yes) {
    if (yes && !this.wanted) {
      this.wantedSince = this.#connection.clock.now();
      this.#rate.forget();
    }
    this.wanted = yes;
  }

  /** Where that fails, the next one is painted on a new canvas. */
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

  #draw(bitmap, width, height) {
    if (!this.#canvas) {
      this.#canvas = document.createElement('canvas');
      this.#context = this.#canvas.getContext('bitmaprenderer');
      this.show(this.#canvas);
    }
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#context.transferFromImageBitmap(bitmap); // which closes it
  }

  /** Shows an element as the picture. */
  show(picture) {
    picture.setAttribute('aria-hidden', 'true'); // the box has a label
    this.box.replaceChildren(picture);
  }

  painted(last) {
    this.#slatesSince = NaN;
    this.last = last;
    this.paintedAt = this.#connection.clock.now();
    this.#rate.mark(last.at, this.paintedAt);
    guarded(() => this.#onPaint(this.age()));
  }

  /** Where the browser streams by itself nobody says what it shows: what the server has, we hope. */
  guess(at, { width, height, fps }) {
    this.#slatesSince = NaN;
    this.last = { at, sequence: NaN, width, height };
    this.#guessedRate = fps;
    guarded(() => this.#onPaint(this.age()));
  }

  /** What was asked for begins to come; again: after nothing did. */
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

  /** How its pictures come, for reduction.js; null where none should have come yet. */
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
