// How many pictures a second, from the last few. Between two pictures it is their captures that
// count: the first ones after a beginning come closer together than they were taken.

const SPAN = 3000;
const SETTLED = 900;
const LEAST = 0.05; // or it would read 0.0 fps

/**
 * Of two rates, where 0 is all there is.
 *
 * @param {number} a
 * @param {number} b
 */
export function slower(a, b) {
  return a > 0 && b > 0 ? Math.min(a, b) : Math.max(a, b);
}

export class Rate {
  /** @type {{ at: number, painted: number }[]} */
  #marks = [];

  /**
   * A picture of that time of capture was painted now, by a clock that both are told by.
   *
   * @param {number} at
   * @param {number} now
   */
  mark(at, now) {
    const marks = this.#marks;
    if (marks.at(-1)?.at === at) {
      return; // the same once more, as when a stream changes over
    }
    if (this.#isOver(now)) {
      marks.length = 0;
    }
    marks.push({ at, painted: now });
    // A slow camera's last interval may be longer than the span.
    while (marks.length > 2 && marks[0].at < at - SPAN) {
      marks.shift();
    }
  }

  /** Begins anew. */
  forget() {
    this.#marks.length = 0;
  }

  /**
   * Pictures a second; 0 while that is not known yet, and when they have ended.
   *
   * @param {number} now
   */
  at(now) {
    const marks = this.#marks;
    if (marks.length < 2 || this.#isOver(now)) {
      return 0;
    }
    const newest = marks[marks.length - 1];
    const span = newest.at - marks[0].at;
    // A gap longer than usual counts as it grows, so that the rate falls when pictures stop.
    const late = Math.max(0, now - newest.painted - this.#interval());
    const fps = ((marks.length - 1) * 1000) / (span + late);
    return span >= SETTLED && fps >= LEAST ? fps : 0;
  }

  #interval() {
    const marks = this.#marks;
    return (marks[marks.length - 1].at - marks[0].at) / (marks.length - 1);
  }

  /** @param {number} now */
  #isOver(now) {
    const marks = this.#marks;
    return (
      marks.length > 1 &&
      now - marks[marks.length - 1].painted > Math.max(SPAN, 3 * this.#interval())
    );
  }
}
