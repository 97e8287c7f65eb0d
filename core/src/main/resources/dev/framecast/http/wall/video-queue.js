// What a video decoder has been given and has not given back: how much of it waits, and since when.

/** The pictures since the last key frame come all at once in the beginning. */
const CATCH_UP = 1200;
/** A decoder that takes so many and gives nothing never will. */
const SILENT_AFTER = 8;
const SILENT_FOR = 2500;
const FORGETS = 0.02;

export class VideoQueue {
  #begun;
  #given = 0;
  /** Pictures that came out. */
  came = 0;
  /** @type {VideoUnit[]} in the order in which they were given */
  #waiting = [];
  /** So many the decoder keeps although it is not slow, as where pictures come in another order. */
  #kept = Infinity;

  /** @param {number} now milliseconds of the clock that units were stamped by on arrival */
  constructor(now) {
    this.#begun = now;
  }

  /** @param {VideoUnit} unit */
  give(unit) {
    this.#given++;
    this.#waiting.push(unit);
  }

  /**
   * The unit whose picture this is; undefined where there is none.
   *
   * @param {number} presented
   */
  take(presented) {
    const found = this.#waiting.find((one) => one.presented === presented);
    if (found) {
      this.came++;
      // Pictures come out in the order of their presentation: those before this one never will.
      this.#waiting = this.#waiting.filter((one) => one.presented > presented);
      this.#kept = Math.min(this.#kept + FORGETS, this.#waiting.length);
    }
    return found;
  }

  /**
   * How many wait for their turn.
   *
   * @param {number} counted by the browser: some count otherwise, and some nothing
   */
  length(counted) {
    const waiting = this.#waiting.length;
    return Math.min(waiting, Math.max(counted, waiting - Math.ceil(this.#kept)));
  }

  /**
   * For how long the next one has waited; 0 while it still catches up.
   *
   * @param {number} counted
   * @param {number} now
   */
  delay(counted, now) {
    const length = this.length(counted);
    const caughtUp = now - this.#begun > CATCH_UP;
    return caughtUp && length > 0 ? now - this.#waiting[this.#waiting.length - length].arrived : 0;
  }

  /**
   * Whether none ever came out.
   *
   * @param {number} now
   */
  isSilent(now) {
    return this.came === 0 && this.#given >= SILENT_AFTER && now - this.#begun > SILENT_FOR;
  }
}
