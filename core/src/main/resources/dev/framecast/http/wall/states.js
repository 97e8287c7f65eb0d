// What the server says of each camera, asked once a second, and not while nobody looks.

import * as address from './address.js';
import { isRefused, problemOf, SILENT } from './answers.js';
import { guarded } from './guarded.js';
import { text } from './texts.js';

const EVERY = 1000;
const LONGEST_WAIT = 3000;
/** Somebody whom the browser has asked for a password has not given it: not so soon again. */
const WAIT_UNASKED = 60_000;
/** Over a link that pictures fill an answer takes seconds; that a server is gone is told at once. */
const PATIENCE = 4000;
const TYPE = 'application/json';
const WHAT = text('aList');
const NO_LIST = text('notThat', { what: WHAT });
// The first answers come closer together: each makes the server's clock better known.
const EARLY = 4;
const EARLY_EVERY = 150;
const USUAL = 0.2; // of a new rate goes into the usual one

export class States {
  /**
   * By their ids, in the server's order.
   *
   * @type {Map<string, CameraStatus>}
   */
  cameras = new Map();
  /** Whether the server has ever said which cameras there are. */
  known = false;
  /** Whether the server offers to look for cameras of the network. */
  search = false;
  /** Whether the server's last answer was one. */
  answering = true;
  /** While it is not: what it said instead, in words. */
  problem = '';
  /** Whether it said that this page may not see cameras: a login or another address is needed. */
  refused = false;

  #base;
  #clock;
  #onChange;
  #wait = EVERY;
  #timer = 0;
  #early = EARLY;
  #asking = false;
  #soon = false;
  #running = false;

  /**
   * @param {string} base
   * @param {import('./clock.js').ServerClock} clock
   * @param {() => void} onChange
   */
  constructor(base, clock, onChange) {
    this.#base = base;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** @param {boolean} yes */
  run(yes) {
    if (yes !== this.#running) {
      this.#running = yes;
      clearTimeout(this.#timer);
      if (yes) {
        this.#ask();
      }
    }
  }

  /** Something has happened: the next answer should not wait its second. */
  askSoon() {
    if (this.#running && !this.#soon && this.answering) {
      this.#soon = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), 50);
    }
  }

  async #ask() {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    this.#soon = false;
    const problem = await this.#problem();
    this.answering = problem === '';
    this.problem = problem;
    if (problem && this.#wait < WAIT_UNASKED) {
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 1.5);
    }
    this.#asking = false;
    guarded(this.#onChange);
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#timer = setTimeout(() => this.#ask(), this.#wait * (0.9 + Math.random() / 10));
    }
  }

  /** Asks, and takes the answer; gives what is wrong with it, in words. */
  async #problem() {
    this.refused = false;
    this.#wait = Math.min(this.#wait, LONGEST_WAIT);
    try {
      const asked = performance.now();
      const answer = await this.#fetch();
      this.refused = isRefused(answer);
      if (answer.status === 401 && /basic/i.test(answer.headers.get('WWW-Authenticate') ?? '')) {
        this.#wait = WAIT_UNASKED;
      }
      const problem = await problemOf(answer, TYPE, WHAT);
      if (problem) {
        return problem;
      }
      /** @type {CamerasJson} */
      const { now, cameras, search } = await answer.json();
      if (!Array.isArray(cameras)) {
        return NO_LIST;
      }
      this.#clock.heard(asked, performance.now(), now);
      this.search = search === true;
      this.#take(now, cameras);
      return '';
    } catch (e) {
      return e instanceof SyntaxError ? NO_LIST : SILENT;
    }
  }

  async #fetch() {
    /** @type {RequestInit} */
    const options = { cache: 'no-store', signal: AbortSignal.timeout?.(PATIENCE) };
    // A redirect to another host's login could not be told from silence.
    const where = address.states(this.#base);
    const answer = await fetch(where, { ...options, redirect: 'manual' });
    if (answer.type !== 'opaqueredirect') {
      return answer;
    }
    return fetch(where, options).catch(() => answer);
  }

  /**
   * @param {number} at
   * @param {CameraJson[]} cameras
   */
  #take(at, cameras) {
    const before = this.cameras;
    this.cameras = new Map();
    for (const status of cameras) {
      this.cameras.set(status.id, { ...status, at, usualFps: usual(before.get(status.id), status) });
    }
    this.known = true;
    this.#wait = this.#early-- > 0 ? EARLY_EVERY : EVERY;
  }
}

/**
 * The rate that a camera has when it is well, which tells how long a gap is nothing unusual.
 *
 * @param {CameraStatus | undefined} before
 * @param {CameraJson} status
 */
function usual(before, status) {
  const old = before?.usualFps ?? 0;
  const fps = status.fps ?? 0;
  if (status.state !== 'LIVE' || !(fps > 0)) {
    return old;
  }
  return old === 0 ? fps : old + (fps - old) * USUAL;
}
