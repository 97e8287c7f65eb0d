// Keeps a tile from flashing where pictures come nearly in time: what was late is called live again
// only when it has been so for a while, and for a longer one if that was not to last.

const FIRST_HOLD = 2000;
const LONGEST_HOLD = 16_000;
/** Live for that long: all is well, and what was before is forgotten. */
const WELL = 60_000;

const CATCHING_UP = {
  state: 'late',
  what: 'pictures came late',
  why: 'waiting until they come in time',
};

export class Steady {
  #hold = FIRST_HOLD;
  #late = false;
  #freshSince = NaN; // while late
  #liveSince = NaN; // after it was

  /** What to say, where that is what reading.js says now, in milliseconds of any clock. */
  settle(reading, now) {
    if (reading.state === 'late') {
      this.#becomesLate(now);
      return reading;
    }
    if (reading.state !== 'live') {
      this.#late = false; // another thing happened, and that is said at once
      return reading;
    }
    if (!this.#late) {
      return reading;
    }
    if (Number.isNaN(this.#freshSince)) {
      this.#freshSince = now;
    }
    if (now - this.#freshSince < this.#hold) {
      return CATCHING_UP;
    }
    this.#late = false;
    this.#liveSince = now;
    return reading;
  }

  #becomesLate(now) {
    if (!this.#late) {
      const again = now - this.#liveSince < WELL;
      this.#hold = again ? Math.min(LONGEST_HOLD, this.#hold * 2) : FIRST_HOLD;
    }
    this.#late = true;
    this.#freshSince = NaN;
  }
}
