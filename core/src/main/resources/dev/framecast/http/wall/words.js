// Numbers as people read them.

import { locale, text } from './texts.js';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * A span of milliseconds: 84 ms, 1.2 s, 12 s, 3 min, 5 h, 2 days.
 *
 * @param {number} millis
 */
export function span(millis) {
  if (!(millis >= 0)) {
    return '–';
  }
  const total = millis / 1000;
  if (millis < 999.5) {
    return text('millis', { number: whole.format(millis) });
  }
  if (total < 9.95) {
    const number = (Number.isInteger(total) ? whole : tenths).format(total);
    return text('seconds', { number });
  }
  if (total < 60) {
    return text('seconds', { number: Math.floor(total) });
  }
  if (total < 3600) {
    return text('minutes', { number: Math.floor(total / 60) });
  }
  if (total < 48 * 3600) {
    return text('hours', { number: Math.floor(total / 3600) });
  }
  return text('days', { count: Math.floor(total / 86_400) });
}

/**
 * The same in whole seconds, for spans that are read as they grow.
 *
 * @param {number} millis
 */
export function seconds(millis) {
  return millis < 1000 ? text('seconds', { number: 0 }) : span(Math.floor(millis / 1000) * 1000);
}

/**
 * A rate: 8.4 fps, 30 fps; nobody needs to see 10 and 9.9 in turn.
 *
 * @param {number} fps
 */
export function rate(fps) {
  return text('rate', { number: (fps < 9.75 ? tenths : whole).format(fps) });
}

/**
 * How many times as large: 1.5×.
 *
 * @param {number} times
 */
export function factor(times) {
  return `${tenths.format(times)}×`;
}

/**
 * Words as the beginning of a sentence.
 *
 * @param {string} words
 */
export function capital(words) {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

/**
 * Words as the end of one.
 *
 * @param {string} words
 */
export function ended(words) {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

/**
 * What people call a codec, of its name as in RFC 6381.
 *
 * @param {string} codec
 */
export function formOf(codec) {
  return /^avc/.test(codec) ? 'H.264' : /^h(ev|vc)/.test(codec) ? 'H.265' : codec;
}
