// Dark, light, or as the system has it.

import { icon } from './elements.js';
import { load, save } from './keep.js';
import { text } from './texts.js';

/** @typedef {'auto' | 'dark' | 'light'} ThemeName */

/** @type {ThemeName[]} */
const THEMES = ['auto', 'dark', 'light'];

export class Theme {
  #button;
  #select;
  /** @type {ThemeName} */
  #theme = 'auto';

  /**
   * @param {HTMLButtonElement} button that goes on to the next
   * @param {HTMLSelectElement} select that has them all
   */
  constructor(button, select) {
    this.#button = button;
    this.#select = select;
    button.addEventListener('click', () => this.next());
    select.addEventListener('change', () => this.#choose(select.value));
    this.#set(load('theme'));
  }

  next() {
    this.#choose(THEMES[(THEMES.indexOf(this.#theme) + 1) % THEMES.length]);
  }

  /** @param {string} wanted */
  #choose(wanted) {
    this.#set(wanted);
    save('theme', this.#theme);
  }

  /** @param {string | null} wanted */
  #set(wanted) {
    const theme = THEMES.find((one) => one === wanted) ?? 'auto';
    this.#theme = theme;
    this.#select.value = theme;
    document.documentElement.dataset.theme = theme;
    const label = text('theme', { theme: text(`theme-${theme}`) });
    this.#button.title = label;
    this.#button.setAttribute('aria-label', label);
    this.#button.replaceChildren(icon(theme));
  }
}
