// What keys do. The list for people is in wall.html.

import { closest } from './elements.js';

/** @type {Record<string, [columns: number, rows: number]>} */
const STEPS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @type {Record<string, number>} */
const ZOOMS = { '+': 1, '=': 1, '-': -1 };

/** Keys that are no characters: with the focus on a tile they work in any case. */
const OF_A_TILE = new Set([...Object.keys(STEPS), 'Home', 'End', 'Enter', 'Escape']);

/** @typedef {'enter' | 'back' | 'fullScreen' | 'snapshot' | 'pause' | 'help' | 'settings' | 'cycle' | 'addresses' | 'theme' | 'first' | 'last' | 'whole' | 'others'} Plain */
/** @typedef {{ [name in 'step' | 'shift']: (columns: number, rows: number) => void }} Moves */
/** @typedef {{ [name in Plain]: () => void } & Moves & { [name in 'pick' | 'zoom']: (number: number) => void }} KeyActions */

/**
 * @param {KeyActions} wall
 * @param {() => boolean} quick whether keys work wherever the focus is, and characters at all. Who
 *     speaks to the computer or hits keys by mistake can do without: WCAG 2.1.4.
 */
export function listenToKeys(wall, quick) {
  /** @type {Record<string, () => void>} */
  const plain = {
    f: () => wall.fullScreen(),
    s: () => wall.snapshot(),
    t: () => wall.theme(),
    h: () => wall.others(),
    0: () => wall.whole(),
    ' ': () => wall.pause(),
    o: () => wall.settings(),
    c: () => wall.cycle(),
    a: () => wall.addresses(),
    '?': () => wall.help(),
    Escape: () => wall.back(),
    Home: () => wall.first(),
    End: () => wall.last(),
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) {
      return;
    }
    if (closest(event, 'select')) {
      return; // which has keys of its own
    }
    if (!quick() && !(OF_A_TILE.has(event.key) && closest(event, '.tile'))) {
      return;
    }
    const step = STEPS[event.key];
    // Space presses the button that has the focus, unless that is a picture.
    const pressesButton = event.key === ' ' && closest(event, 'button:not(.open), a');
    if (event.key === 'Enter' && event.target === document.body) {
      wall.enter(); // else the button that has the focus is pressed
      return;
    }
    const action = plain[nameOf(event)];
    if (step) {
      (event.shiftKey ? wall.shift : wall.step)(...step);
    } else if (/^[1-9]$/.test(event.key)) {
      wall.pick(Number(event.key) - 1);
    } else if (event.key in ZOOMS) {
      wall.zoom(ZOOMS[event.key]);
    } else if (action && !pressesButton && !(event.repeat && event.key !== ' ')) {
      if (!event.repeat) {
        action();
      }
    } else {
      return;
    }
    event.preventDefault();
  });
  addEventListener('keyup', (event) => {
    // Firefox presses buttons when the space bar comes up.
    if (event.key === ' ' && quick() && closest(event, '.open')) {
      event.preventDefault();
    }
  });
}

/**
 * Letters in lower case; those of other alphabets by where they are on the keyboard.
 *
 * @param {KeyboardEvent} event
 */
function nameOf({ key, code }) {
  if (key.length !== 1) {
    return key;
  }
  const isLatin = key.charCodeAt(0) < 0x250;
  return (!isLatin && /^Key[A-Z]$/.test(code) ? code.charAt(3) : key).toLowerCase();
}
