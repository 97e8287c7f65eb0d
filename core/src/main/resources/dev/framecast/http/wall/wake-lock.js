// Keeps the screen on while live pictures are watched. Browsers let pages of https and of the
// machine itself do so; where they do not, the screen goes off as it always did.

/** A browser that refuses it, such as on a low battery, is not asked all the time. */
const AGAIN = 30_000;

export class WakeLock {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #wanted = false;
  #asking = false;
  #notBefore = -Infinity;

  constructor() {
    document.addEventListener('visibilitychange', () => {
      this.#notBefore = -Infinity; // the browser takes it from pages that are hidden
      this.#settle();
    });
  }

  /** @param {boolean} yes */
  want(yes) {
    this.#wanted = yes;
    this.#settle();
  }

  #settle() {
    if (!this.#wanted || document.hidden) {
      const lock = this.#lock;
      this.#lock = null;
      lock?.release().catch(() => {});
    } else if (!this.#lock && !this.#asking && performance.now() >= this.#notBefore) {
      this.#ask();
    }
  }

  async #ask() {
    this.#asking = true;
    try {
      const lock = await navigator.wakeLock.request('screen');
      this.#lock = lock;
      lock.addEventListener('release', () => this.#released(lock));
    } catch {
      this.#wait(); // or the browser knows of no such thing
    }
    this.#asking = false;
    this.#settle(); // it may not be wanted any more
  }

  /** @param {WakeLockSentinel} lock */
  #released(lock) {
    if (lock === this.#lock) {
      this.#lock = null;
      this.#wait();
    }
  }

  #wait() {
    this.#notBefore = performance.now() + AGAIN;
  }
}
