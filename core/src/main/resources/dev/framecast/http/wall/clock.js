// The server's clock, seen from here. The server says what time it is in each answer to /cameras,
// and wrote that between our asking and our hearing: so each answer gives bounds for the difference
// of the clocks, and what many answers allow together is mostly narrower than the best one's trip.
// Pictures give a bound too: none comes before it was taken.

const REMEMBERED = 30;

export class ServerClock {
  /** @type {{ least: number, most: number }[]} */
  #bounds = [];
  #least = -Infinity;
  #most = Infinity;

  /**
   * An answer that was asked for and heard at these times of performance.now().
   *
   * @param {number} asked
   * @param {number} heard
   * @param {number} serverMillis
   */
  heard(asked, heard, serverMillis) {
    this.#bounds.push({
      least: serverMillis - heard,
      most: serverMillis + 1 - asked, // whole milliseconds, rounded down
    });
    if (!this.#agree()) {
      // One of the clocks was set, or slept: what was known before is of no use any more.
      this.#bounds = this.#bounds.slice(-1);
      this.#agree();
    }
  }

  /**
   * A picture that has just come was taken then, by the server's clock.
   *
   * @param {number} takenMillis
   */
  saw(takenMillis) {
    const least = takenMillis - performance.now();
    if (this.now() < takenMillis && least <= this.#most) {
      this.#bounds.push({ least, most: this.#most });
      this.#agree();
    }
  }

  #agree() {
    this.#bounds.splice(0, this.#bounds.length - REMEMBERED);
    this.#least = Math.max(...this.#bounds.map((one) => one.least));
    this.#most = Math.min(...this.#bounds.map((one) => one.most));
    return this.#least <= this.#most;
  }

  /** The server's time in milliseconds since 1970; NaN before the first answer. */
  now() {
    return performance.now() + (this.#least + this.#most) / 2;
  }

  /** now() is wrong by no more than these milliseconds, unless a clock has just been set. */
  get error() {
    return (this.#most - this.#least) / 2;
  }
}
