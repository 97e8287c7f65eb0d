// Dark, light, or as the system has it.

import { icon } from './elements.js';
import { load, save } from './keep.js';

const THEMES = ['auto', 'dark', 'light'];
/** @type {Record<string, string>} */
const LABELS = { auto: 'Colours as the system has them', dark: 'Dark', light: 'Light' };

export class Theme {
  #button;
  #theme = 'auto';

  /** @param {HTMLButtonElement} button that changes it */
  constructor(button) {
    this.#button = button;
    button.addEventListener('click', () => this.next());
    const kept = load('theme');
    this.#set(THEMES.find((one) => one === kept) ?? 'auto');
  }

  next() {
    this.#set(THEMES[(THEMES.indexOf(this.#theme) + 1) % THEMES.length]);
    save('theme', this.#theme);
  }

  /** @param {string} theme */
  #set(theme) {
    this.#theme = theme;
    document.documentElement.dataset.theme = theme;
    const label = `Theme: ${LABELS[theme]}`;
    this.#button.title = label;
    this.#button.setAttribute('aria-label', label);
    this.#button.replaceChildren(icon(theme));
  }
}
