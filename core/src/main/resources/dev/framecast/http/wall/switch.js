// A box that is on until somebody unticks it; the browser keeps that.

import { load, save } from './keep.js';

export class Switch {
  #box;

  /**
   * @param {HTMLInputElement} box
   * @param {string} name that it is kept by
   */
  constructor(box, name) {
    this.#box = box;
    box.checked = load(name) !== 'off';
    box.addEventListener('change', () => save(name, box.checked ? 'on' : 'off'));
  }

  get on() {
    return this.#box.checked;
  }
}
