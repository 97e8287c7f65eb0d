// How many pictures a second, from the times of the last few.

const SPAN = 3000;

export class Rate {
  #times = [];

  mark(now) {
    this.#times.push(now);
    this.#forget(now);
  }

  /** Pictures a second; 0 when fewer than two have come of late. */
  at(now) {
    this.#forget(now);
    const times = this.#times;
    if (times.length < 2) {
      return 0;
    }
    const first = times[0];
    const interval = (times[times.length - 1] - first) / (times.length - 1);
    // A gap longer than usual counts as it grows, so that the rate falls when pictures stop.
    const until = Math.max(times[times.length - 1], now - interval);
    return ((times.length - 1) * 1000) / (until - first);
  }

  #forget(now) {
    let old = 0;
    while (old < this.#times.length && this.#times[old] < now - SPAN) {
      old++;
    }
    this.#times.splice(0, old);
  }
}
