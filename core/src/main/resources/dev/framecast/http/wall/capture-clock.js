// The clock on a tile: when the picture that is on the screen was captured, in the time zone of
// whoever looks.

import { element } from './elements.js';
import { locale } from './texts.js';

/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
/** @type {Intl.DateTimeFormatOptions} */
const DATE = { year: 'numeric', month: 'short', day: 'numeric' };

export class CaptureClock {
  element = element('time', 'clock');
  #time = new Intl.DateTimeFormat(locale, TIME);
  #dated = new Intl.DateTimeFormat(locale, { ...DATE, ...TIME });
  #captured = NaN;
  #second = NaN;
  #today = '';

  /**
   * A picture is on the screen that was captured then.
   *
   * @param {number} captured in milliseconds since 1970
   */
  tell(captured) {
    this.#captured = captured;
    const second = Math.floor(captured / 1000);
    if (second !== this.#second) { // pictures come more often than the text changes
      this.#second = second;
      const taken = new Date(second * 1000);
      this.#today = new Date().toDateString();
      const isToday = taken.toDateString() === this.#today;
      this.element.dateTime = taken.toISOString();
      this.element.textContent = (isToday ? this.#time : this.#dated).format(taken);
    }
  }

  /** To be called now and then: it may be another day, though no picture has come. */
  look() {
    if (!Number.isNaN(this.#captured) && this.#today !== new Date().toDateString()) {
      this.#second = NaN;
      this.tell(this.#captured);
    }
  }
}
