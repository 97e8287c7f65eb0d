// Keeps a tile from flashing where pictures come nearly in time: what was late is called live again
// only when it has been so for a while, and for a longer one if that was not to last. The first
// picture is taken for a live one at once only if it came quickly.

import { text } from './texts.js';

const QUICK = 150;
const AT_FIRST = 1000;
const FIRST_HOLD = 2000;
const LONGEST_HOLD = 16_000;
/** Live for that long: all is well, and what was before is forgotten. */
const WELL = 60_000;

/** @type {Reading} */
const BEGINNING = {
  state: 'connecting',
  what: text('connecting'),
  why: text('lookingForTime'),
};
/** @type {Reading} */
const CATCHING_UP = {
  state: 'late',
  what: text('cameLate'),
  why: text('waitingForTime'),
};

export class Steady {
  #hold = FIRST_HOLD;
  #begun = false; // whether it was ever said to be live, or late
  #late = false;
  #freshSince = NaN; // while it is not said
  #liveSince = NaN; // after it was

  /**
   * What to say, where that is what reading.js says.
   *
   * @param {Reading} reading
   * @param {number} age of the picture, in milliseconds
   * @param {number} now milliseconds of any clock
   * @returns {Reading}
   */
  settle(reading, age, now) {
    if (reading.state === 'late') {
      this.#becomesLate(now);
      return reading;
    }
    if (reading.state !== 'live') {
      this.#freshSince = NaN;
      this.#late = false; // another thing happened, and that is said at once
      return reading;
    }
    if (Number.isNaN(this.#freshSince)) {
      this.#freshSince = now;
    }
    const fresh = now - this.#freshSince;
    if (!this.#begun && age > QUICK && fresh < AT_FIRST) {
      return BEGINNING;
    }
    this.#begun = true;
    if (this.#late && fresh < this.#hold) {
      return CATCHING_UP;
    }
    this.#liveSince = this.#late ? now : this.#liveSince;
    this.#late = false;
    return reading;
  }

  /** @param {number} now */
  #becomesLate(now) {
    if (!this.#late) {
      const again = now - this.#liveSince < WELL;
      this.#hold = again ? Math.min(LONGEST_HOLD, this.#hold * 2) : FIRST_HOLD;
    }
    this.#begun = true;
    this.#late = true;
    this.#freshSince = NaN;
  }
}
