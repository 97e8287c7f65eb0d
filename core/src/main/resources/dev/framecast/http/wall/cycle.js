// When the next is to be shown. Not while somebody does something, nor while nobody looks: then it
// begins to count anew.

/** The next is asked for so long before it is shown. */
const AHEAD = 3000;
/** Whoever has done something may be about to do more. */
const SHORTEST_REST = 10_000;

/**
 * @typedef CycleActions
 * @property {() => void} prepare asks for the next
 * @property {() => void} release the next is not shown after all
 * @property {() => void} advance shows it
 */

export class Cycle {
  #actions;
  #every = 0;
  #at = Infinity;
  #prepared = false;

  /** @param {CycleActions} actions */
  constructor(actions) {
    this.#actions = actions;
  }

  get on() {
    return this.#every > 0;
  }

  /**
   * @param {number} every milliseconds
   * @param {number} now milliseconds of any clock
   */
  start(every, now) {
    this.#every = every;
    this.#at = now + every;
  }

  stop() {
    this.#every = 0;
    this.#forget();
  }

  /**
   * Somebody has done something, or cannot look.
   *
   * @param {number} now
   */
  rest(now) {
    if (this.on) {
      this.#forget();
      this.#at = now + Math.max(SHORTEST_REST, this.#every);
    }
  }

  /**
   * To be called several times a second.
   *
   * @param {number} now
   */
  look(now) {
    if (!this.on) {
      return;
    }
    if (!this.#prepared && now >= this.#at - Math.min(AHEAD, this.#every / 2)) {
      this.#prepared = true;
      this.#actions.prepare();
    }
    if (now >= this.#at) {
      this.#prepared = false;
      this.#at = now + this.#every;
      this.#actions.advance();
    }
  }

  #forget() {
    if (this.#prepared) {
      this.#prepared = false;
      this.#actions.release();
    }
  }
}
