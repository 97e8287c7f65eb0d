// Which cameras are asked for in their own video: as many as this machine decodes in good time, those
// that are largest on the page first. It begins with a guess, takes back what was too much, and tries
// more again when all has gone well for a while, and after a longer one each time that this was too
// much.

import { formOf } from './words.js';

/** Pixels a second that a processor's thread is thought good for: four cameras of 1080p at 30 fps. */
const GUESS = 4 * 1920 * 1080 * 30;
const MOST_DECODERS = 64;
const MOST_ON_A_PHONE = 16;
/** What a camera is thought to send while nothing is known of it. */
const SMALL = 640 * 360;
/** The server takes the smallest stream that has so much of the width that is asked for. */
const WIDE_ENOUGH = 0.9;
const USUAL_FPS = 25;
const LEAST = SMALL * USUAL_FPS;
const LESS = 0.7;
/** Pictures are to be painted that soon, in milliseconds. */
const PAINTED_IN_TIME = 250;
const MORE = 1.6;
/** What is decoded already may take so much more than its share: rates are never quite the same. */
const SLACK = 1.1;
/** Without a picture for that long something else is better. */
const LONG = 1000;
/** Slow twice in that time is slow. */
const AGAIN = 10_000;
const TOGETHER = 3000;
const SETTLED = 3000;
const SIZE_SETTLED = 2000;
const FIRST_REST = 30_000;
const LONGEST_REST = 480_000;
const WAS_TOO_MUCH = 20_000;
/** A browser learns no codec meanwhile, but the camera may change its own. */
const NO_VIDEO = 600_000;

/** @typedef {{ id: string, area: number, cost: number }} Candidate */
/** @typedef {{ until: number, rest: number, codec?: string, told?: boolean }} Bar of a codec, if that is why; and whether the server has told of it */

/** The most decoders at a time, and the most pixels a second, that this machine is thought good for. */
export function guess() {
  const phone = /Mobi|Android/i.test(navigator.userAgent);
  const pixels = GUESS * (navigator.hardwareConcurrency || 2);
  return { decoders: phone ? MOST_ON_A_PHONE : MOST_DECODERS, pixels };
}

export class VideoChoice {
  #possible;
  #decoders;
  #pixels;
  #rest = FIRST_REST;
  #lowered = -Infinity;
  #raised = -Infinity;
  /** @type {Map<string, Bar>} cameras that are not asked for video, by their ids */
  #bars = new Map();
  /**
   * When a camera was slow last, how long its picture waited to be painted, and when it was so slow that something was
   * left out.
   *
   * @type {Map<string, { at: number, late: number, leftOut: number }>}
   */
  #slow = new Map();
  /** @type {Map<string, Candidate>} what was chosen last, by the cameras' ids */
  #chosen = new Map();
  #leftOut = false;
  /** @type {Map<string, { width: number, since: number, pixels: Map<number, number> }>} */
  #sizes = new Map();

  /**
   * @param {boolean} possible whether this browser decodes video, and may
   * @param {{ decoders: number, pixels: number }} most
   */
  constructor(possible, { decoders, pixels }) {
    this.#possible = possible;
    this.#decoders = decoders;
    this.#pixels = pixels;
  }

  /**
   * What the receiver says of a camera's video.
   *
   * @param {VideoNews} news
   * @param {number} now milliseconds of any clock, as everywhere here
   */
  hear(news, now) {
    if ('noVideo' in news) {
      const codec = formOf(news.noVideo.codec);
      this.#bars.set(news.noVideo.id, { until: now + NO_VIDEO, rest: FIRST_REST, codec });
    } else if ('tooMany' in news) {
      this.#decoders = Math.max(1, Math.min(this.#decoders, this.#chosen.size) - 1);
      this.#wasTooMuch(now);
    } else {
      this.#isSlow(news.slow, now);
    }
  }

  /**
   * @param {{ id: string, wait: number, late?: number }} slow
   * @param {number} now
   */
  #isSlow({ id, wait, late = 0 }, now) {
    if (!this.#chosen.has(id) || this.#isBarred(id, now)) {
      return; // it is to come in JPEG already
    }
    const before = this.#slow.get(id) ?? { at: -Infinity, late: 0, leftOut: -Infinity };
    const { leftOut } = before;
    this.#slow.set(id, { at: now, late, leftOut: wait > 0 ? now : leftOut });
    const barred = wait > LONG || (wait > 0 && now - leftOut < AGAIN);
    if (barred) {
      this.#bar(id, now);
    }
    const together = [...this.#slow.values()].filter(({ at }) => now - at < TOGETHER).length;
    if (together > 1 && (barred || now - this.#lowered >= SETTLED)) {
      const others = [...this.#chosen.values()].filter((one) => !this.#isBarred(one.id, now));
      // Once a page that is busy paints late; twice it tells how much is painted in time.
      const lately = now - before.at < TOGETHER ? Math.min(before.late, late) : 0;
      const less = Math.min(LESS, PAINTED_IN_TIME / lately);
      const pixels = others.reduce((sum, one) => sum + one.cost, 0) * (barred ? 1 : less);
      this.#pixels = Math.max(LEAST, Math.min(this.#pixels, pixels));
      this.#wasTooMuch(now);
    }
  }

  /** @param {number} now */
  #wasTooMuch(now) {
    if (now - this.#lowered >= SETTLED) { // that it helps is not seen at once
      const again = now - this.#raised < WAS_TOO_MUCH;
      this.#rest = again ? Math.min(LONGEST_REST, this.#rest * 2) : FIRST_REST;
    }
    this.#lowered = now;
  }

  /**
   * @param {string} id
   * @param {number} now
   */
  #isBarred(id, now) {
    return now < (this.#bars.get(id)?.until ?? 0);
  }

  /**
   * @param {string} id
   * @param {number} now
   */
  #bar(id, now) {
    const bar = this.#bars.get(id);
    const again = bar !== undefined && now - bar.until < WAS_TOO_MUCH;
    const rest = again ? Math.min(LONGEST_REST, bar.rest * 2) : FIRST_REST;
    this.#bars.set(id, { until: now + rest, rest });
  }

  /**
   * The ids of those of the candidates that are to be asked for in video.
   *
   * @param {Candidate[]} candidates
   * @param {number} now
   * @returns {Set<string>}
   */
  choose(candidates, now) {
    this.#rise(now);
    const open = candidates.filter(({ id }) => this.#possible && !this.#isBarred(id, now));
    open.sort((a, b) => b.area - a.area);
    const chosen = new Map();
    let pixels = 0;
    for (const one of open) {
      const slack = this.#chosen.has(one.id) ? SLACK : 1;
      if (chosen.size < this.#decoders && pixels + one.cost <= this.#pixels * slack) {
        pixels += one.cost;
        chosen.set(one.id, one);
      }
    }
    this.#leftOut = chosen.size < open.length;
    this.#chosen = chosen;
    return new Set(chosen.keys());
  }

  /**
   * A camera that has come back with another codec may be decoded.
   *
   * @param {CameraStatus} status
   */
  #hearFormat({ id, format }) {
    const bar = this.#bars.get(id);
    const form = formOfFormat(format ?? '');
    if (bar?.codec && form) {
      if (form === bar.codec) {
        bar.told = true;
      } else if (bar.told) { // else this is what it was before
        this.#bars.delete(id);
      }
    }
  }

  /** @param {number} now */
  #rise(now) {
    const last = Math.max(this.#lowered, this.#raised);
    // One step that went well makes the next one likely to.
    const rest = this.#raised > this.#lowered ? this.#rest / 3 : this.#rest;
    if (!this.#leftOut || last === -Infinity || now - last < rest) {
      return;
    }
    this.#raised = now;
    this.#pixels *= MORE;
    this.#decoders = Math.min(MOST_DECODERS, this.#decoders + 1);
  }

  /**
   * The pixels a second that a camera's video has, as far as known.
   *
   * @param {CameraStatus} status
   * @param {number} width it is asked for, which the server chooses its stream by
   * @param {Painted | null} last what of it is on the screen
   * @param {number} now
   */
  cost(status, width, last, now) {
    this.#hearFormat(status);
    const fps = status.usualFps || status.promisedFps || USUAL_FPS;
    let size = this.#sizes.get(status.id);
    if (!size || size.width !== width) {
      size = { width, since: now, pixels: size?.pixels ?? new Map() };
      this.#sizes.set(status.id, size);
    }
    if (last && last.form !== 'JPEG' && now - size.since > SIZE_SETTLED) {
      size.pixels.set(width, last.width * last.height);
    }
    return isVideo(status) ? fps * (size.pixels.get(width) ?? guessed(status, width)) : 0;
  }
}

/** @param {string} format as sources name it: h264, hevc, ... */
function formOfFormat(format) {
  return /26?4|avc/i.test(format) ? formOf('avc1') : /26?5|hevc|hvc/i.test(format) ? formOf('hvc1') : '';
}

/**
 * Whether the camera sends video, or may: others are sent in JPEG in any case.
 *
 * @param {CameraStatus} status
 */
function isVideo({ format, video }) {
  return video !== false && (!format || /h\.?26[45]|hevc|avc/i.test(format));
}

/**
 * Pixels of the stream that the server should choose for that width.
 *
 * @param {CameraStatus} status
 * @param {number} width
 */
function guessed({ width: own, height, streams = [] }, width) {
  const sizes = [...streams, { width: own, height }].filter((one) => one.width > 0);
  const fitting = width > 0 ? sizes.filter((one) => one.width >= WIDE_ENOUGH * width) : [];
  const pixels = (fitting.length > 0 ? fitting : sizes).map((one) => one.width * one.height);
  return pixels.length === 0 ? SMALL : fitting.length > 0 ? Math.min(...pixels) : Math.max(...pixels);
}
