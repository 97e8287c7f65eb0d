// Boxes for one thing, which is on until somebody unticks one of them; the browser keeps that.

import { load, save } from './keep.js';

export class Switch {
  #boxes;

  /**
   * @param {HTMLInputElement[]} boxes
   * @param {string} name that it is kept by
   */
  constructor(boxes, name) {
    this.#boxes = boxes;
    this.#set(load(name) !== 'off');
    for (const box of boxes) {
      box.addEventListener('change', () => {
        this.#set(box.checked);
        save(name, box.checked ? 'on' : 'off');
      });
    }
  }

  /** @param {boolean} on */
  #set(on) {
    this.#boxes.forEach((box) => (box.checked = on));
  }

  get on() {
    return this.#boxes[0].checked;
  }
}
