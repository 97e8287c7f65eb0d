// Numbers as people read them.

/**
 * A span of milliseconds: 84 ms, 1.2 s, 12 s, 3 min, 5 h, 2 days.
 *
 * @param {number} millis
 */
export function span(millis) {
  if (!(millis >= 0)) {
    return '–';
  }
  const whole = millis / 1000;
  if (millis < 999.5) {
    return `${Math.round(millis)} ms`;
  }
  if (whole < 9.95) {
    return `${Number.isInteger(whole) ? whole : whole.toFixed(1)} s`;
  }
  if (whole < 60) {
    return `${Math.floor(whole)} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min`;
  }
  if (whole < 48 * 3600) {
    return `${Math.floor(whole / 3600)} h`;
  }
  return `${Math.floor(whole / 86_400)} days`;
}

/**
 * The same in whole seconds, for spans that are read as they grow.
 *
 * @param {number} millis
 */
export function seconds(millis) {
  return millis < 1000 ? '0 s' : span(Math.floor(millis / 1000) * 1000);
}

/**
 * A rate: 8.4 fps, 30 fps; nobody needs to see 10 and 9.9 in turn.
 *
 * @param {number} fps
 */
export function rate(fps) {
  return `${fps < 9.75 ? fps.toFixed(1) : fps.toFixed(0)} fps`;
}

/**
 * A number of things: 1 camera, 4 cameras.
 *
 * @param {number} number
 * @param {string} one
 */
export function count(number, one) {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}

/**
 * Words as the beginning of a sentence.
 *
 * @param {string} words
 */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
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
