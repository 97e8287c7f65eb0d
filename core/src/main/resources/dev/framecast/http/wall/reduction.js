// Asks for less where the way to the browser is too narrow for what is shown: smaller pictures
// first, then fewer. More again when all has come in time for a while, and after a longer one each
// time that this was too much.

import { slower } from './rate.js';

/** @typedef {{ down: number, fps: number }} Level */

/**
 * Steps down the server's ladder, and the most pictures a second, 0 for all.
 *
 * @type {Level[]}
 */
const LEVELS = [
  { down: 0, fps: 0 },
  { down: 1, fps: 0 },
  { down: 1, fps: 5 },
  { down: 1, fps: 2 },
  { down: 2, fps: 2 },
  { down: 2, fps: 1 },
  { down: 3, fps: 1 },
];
const BEHIND = 600; // milliseconds, and one interval
const TOO_FEW = 0.5; // of the pictures that there should be
/** A step down the ladder leaves about so much of the bytes. */
const NARROWER = 0.3;
const SPARE = 0.75;
const MOST_OF_IT = 0.5; // of all pixels
const LITTLE_OF_IT = 0.2;
const SURE = 1200;
/** A busy browser paints seldom for a moment, and a rate is one of the last seconds. */
const SURE_OF_A_RATE = 5000;
const SETTLED = 3000;
const FIRST_REST = 30_000;
const LONGEST_REST = 480_000;
const WAS_TOO_MUCH = 20_000;

export class Reduction {
  #level = 0;
  #rest = FIRST_REST;
  #changed = -Infinity;
  #raised = -Infinity;
  /** @type {number | null} */
  #lateSince = null;
  /** @type {number | null} */
  #badSince = null;
  /** @type {number | null} */
  #goodSince = null;

  /** Whether less is asked for than would be shown. */
  get on() {
    return this.#level > 0;
  }

  /**
   * Looks how pictures come, about once a second; gives whether requests are others from now on.
   *
   * @param {Sample[]} samples of each camera that is shown
   * @param {number} now
   */
  look(samples, now) {
    const { late, bad, share, full } = judge(samples);
    this.#lateSince = late >= MOST_OF_IT ? (this.#lateSince ?? now) : null;
    this.#badSince = bad >= MOST_OF_IT ? (this.#badSince ?? now) : null;
    this.#goodSince = bad < LITTLE_OF_IT && samples.length > 0 ? (this.#goodSince ?? now) : null;
    const sure = lasts(this.#lateSince, now, SURE) || lasts(this.#badSince, now, SURE_OF_A_RATE);
    if (sure && now - this.#changed >= SETTLED) {
      return this.#lower(this.#fitting(share, full), now);
    }
    // One step that went well makes the next one likely to.
    const rest = this.#raised === this.#changed ? this.#rest / 3 : this.#rest;
    if (this.on && lasts(this.#goodSince, now, rest)) {
      this.#raised = now;
      return this.#set(this.#level - 1, now);
    }
    return false;
  }

  /**
   * The next level that should fit, where that share of what is asked for came.
   *
   * @param {number} share
   * @param {number} full
   */
  #fitting(share, full) {
    const room = SPARE * share * cost(LEVELS[this.#level], full);
    const found = LEVELS.findIndex((one, at) => at > this.#level && cost(one, full) <= room);
    return share >= TOO_FEW ? this.#level + 1 : found < 0 ? LEVELS.length - 1 : found;
  }

  /**
   * @param {number} level
   * @param {number} now
   */
  #lower(level, now) {
    const tooMuch = now - this.#raised < WAS_TOO_MUCH;
    this.#rest = tooMuch ? Math.min(LONGEST_REST, this.#rest * 2) : FIRST_REST;
    return this.#set(Math.min(LEVELS.length - 1, level), now);
  }

  /**
   * @param {number} level
   * @param {number} now
   */
  #set(level, now) {
    const other = level !== this.#level;
    this.#level = level;
    this.#changed = now;
    this.#lateSince = null;
    this.#badSince = null;
    this.#goodSince = null;
    return other;
  }

  /**
   * What to ask for instead of that.
   *
   * @param {CameraRequest} request
   * @param {CameraStatus} status
   * @returns {CameraRequest}
   */
  reduce(request, status) {
    const { down, fps } = LEVELS[this.#level];
    return { ...request, width: narrower(request.width, down, status), fps: slower(request.fps, fps) };
  }
}

/**
 * @param {number | null} since
 * @param {number} now
 * @param {number} millis
 */
function lasts(since, now, millis) {
  return since !== null && now - since >= millis;
}

/**
 * In bytes a second, of what is asked for without any reduction.
 *
 * @param {Level} level
 * @param {number} full
 */
function cost({ down, fps }, full) {
  return NARROWER ** down * (fps > 0 && full > 0 ? Math.min(1, fps / full) : 1);
}

/**
 * Gives the part of all pixels that comes late, or late or too seldom, and the share that comes.
 *
 * @param {Sample[]} samples
 */
function judge(samples) {
  /** @type {(some: Sample[], value: (one: Sample) => number) => number} */
  const sum = (some, value) => some.reduce((before, one) => before + value(one), 0);
  const known = samples.filter(({ painted, expected }) => painted > 0 && expected > 0);
  const late = samples.filter(
    ({ behind, expected }) => behind > BEHIND + (expected > 0 ? 1000 / expected : 0),
  );
  const few = known.filter(({ painted, expected }) => painted < TOO_FEW * expected);
  const all = sum(samples, (one) => one.pixels) || 1;
  const asked = sum(known, (one) => one.pixels * one.expected);
  return {
    late: sum(late, (one) => one.pixels) / all,
    bad: sum([...new Set([...late, ...few])], (one) => one.pixels) / all,
    share: asked > 0 ? Math.min(1, sum(known, (one) => one.pixels * one.painted) / asked) : 1,
    full: Math.max(0, ...samples.map((one) => one.full ?? 0)),
  };
}

/**
 * @param {number} width
 * @param {number} down
 * @param {CameraStatus} status
 */
function narrower(width, down, { width: own, widths = [] }) {
  const steps = widths.filter((one) => !(own > 0 && one >= own));
  const at = width > 0 ? steps.findIndex((one) => one >= width) : -1;
  const now = at < 0 ? steps.length : at;
  return down === 0 ? width : (steps[Math.max(0, now - down)] ?? width);
}
