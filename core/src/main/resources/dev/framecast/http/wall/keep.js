// What the browser keeps between visits. It may refuse, as in some private windows; then nothing is
// kept, and all else works.

const PREFIX = 'framecast:';

/**
 * The text of that name, or null.
 *
 * @param {string} name
 */
export function load(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
export function save(name, text) {
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // Refused, or full.
  }
}
