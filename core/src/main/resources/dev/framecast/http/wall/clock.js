// The server's clock, seen from here. The server says what time it is in each answer to /cameras,
// and wrote that between our asking and our hearing: so each answer gives bounds for the difference
// of the clocks, and what many answers allow together is mostly narrower than the best one's trip.

const REMEMBERED = 30;

export class ServerClock {
  #bounds = [];
  #difference = NaN;
  #error = Infinity;

  /** An answer that was asked for and heard at these times of performance.now(). */
  heard(asked, heard, serverMillis) {
    this.#bounds.push({
      least: serverMillis - heard,
      most: serverMillis + 1 - asked, // whole milliseconds, rounded down
    });
    if (this.#bounds.length > REMEMBERED) {
      this.#bounds.shift();
    }
    if (!this.#agree()) {
      // One of the clocks was set, or slept: what was known before is of no use any more.
      this.#bounds = this.#bounds.slice(-1);
      this.#agree();
    }
  }

  #agree() {
    const least = Math.max(...this.#bounds.map((one) => one.least));
    const most = Math.min(...this.#bounds.map((one) => one.most));
    this.#difference = (least + most) / 2;
    this.#error = (most - least) / 2;
    return least <= most;
  }

  /** The server's time in milliseconds since 1970; NaN before the first answer. */
  now() {
    return performance.now() + this.#difference;
  }

  /** now() is wrong by no more than these milliseconds, unless a clock has just been set. */
  get error() {
    return this.#error;
  }
}
