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
  #second = NaN;

  /**
   * A picture is on the screen that was captured then.
   *
   * @param {number} captured in milliseconds since 1970
   */
  tell(captured) {
    const second = Math.floor(captured / 1000);
    if (second !== this.#second) { // pictures come more often than the text changes
      this.#second = second;
      const taken = new Date(second * 1000);
      const isToday = taken.toDateString() === new Date().toDateString();
      this.element.dateTime = taken.toISOString();
      this.element.textContent = (isToday ? this.#time : this.#dated).format(taken);
    }
  }
}
