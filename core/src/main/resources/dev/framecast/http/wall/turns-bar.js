// The controls in the bar for what is shown in turn: a menu of the groups, and a button that goes on
// by itself.

import { element } from './elements.js';
import { text } from './texts.js';

const DOINGS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart'];

/** @typedef {import('./turns.js').Turns} Turns */

export class TurnsBar {
  #menu;
  #button;
  #turns;
  #every;
  #remember;

  /**
   * @param {{ menu: HTMLSelectElement, button: HTMLElement }} elements
   * @param {Turns} turns
   * @param {{ groups: import('./groups.js').Group[], every: number }} options every so many
   *     milliseconds
   * @param {(changes: Record<string, string | null>) => void} remember puts it into the address
   */
  constructor({ menu, button }, turns, { groups, every }, remember) {
    this.#menu = menu;
    this.#button = button;
    this.#turns = turns;
    this.#every = every;
    this.#remember = remember;
    menu.hidden = groups.length === 0;
    menu.replaceChildren(option('', text('allCameras')), ...groups.map(({ name }) => option(name, name)));
    menu.addEventListener('change', () => turns.choose(menu.value || null));
    button.addEventListener('click', () => this.toggle());
    // The way back leads to an address of before.
    addEventListener('popstate', () => this.tell());
    for (const doing of DOINGS) {
      addEventListener(doing, (event) => !isStill(event) && turns.rest(), { passive: true, capture: true });
    }
  }

  toggle() {
    if (this.#turns.on) {
      this.#turns.stop();
    } else {
      this.#turns.start(this.#every);
    }
  }

  /** Says what is so now. */
  tell() {
    const { on, group } = this.#turns;
    this.#button.setAttribute('aria-pressed', String(on));
    if (this.#menu.value !== (group ?? '')) {
      this.#menu.value = group ?? '';
    }
    this.#remember({ group, cycle: on ? String(this.#every / 1000) : null });
  }
}

/**
 * @param {string} value
 * @param {string} label
 */
function option(value, label) {
  const created = element('option', '');
  created.value = value;
  created.textContent = label;
  return created;
}

/**
 * A browser tells of the pointer, too, where it is the page below that moves.
 *
 * @param {Event} event
 */
function isStill(event) {
  return event instanceof PointerEvent && event.type === 'pointermove' &&
    event.movementX === 0 && event.movementY === 0;
}
