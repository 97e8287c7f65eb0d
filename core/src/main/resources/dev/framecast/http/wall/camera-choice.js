// Which cameras to show, and in which order: a list with boxes to tick, and buttons that move them.

import { button, element } from './elements.js';
import { text } from './texts.js';

export class CameraChoice {
  #list;
  #onChange;

  /**
   * @param {HTMLElement} list that it is put into
   * @param {() => void} onChange called when one was moved; of boxes the browser tells
   */
  constructor(list, onChange) {
    this.#list = list;
    this.#onChange = onChange;
  }

  /**
   * @param {{ id: string, name: string }[]} cameras all that there are, in their usual order
   * @param {string[] | null} chosen the ids of those to be ticked, which come first; null for all
   */
  offer(cameras, chosen) {
    const first = (chosen ?? []).map(
      (id) => cameras.find((one) => one.id === id) ?? { id, name: id }, // it may come back
    );
    const others = cameras.filter((one) => !first.includes(one));
    const all = [...first, ...others];
    this.#list.replaceChildren(
      ...all.map((one) => this.#item(one, chosen === null || first.includes(one))),
    );
  }

  /** The ids of those that are ticked, in order; of all where none is. */
  ids() {
    const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (this.#list.querySelectorAll('input'))];
    const ticked = boxes.filter((box) => box.checked);
    return (ticked.length > 0 ? ticked : boxes).map((box) => box.value);
  }

  /**
   * @param {{ id: string, name: string }} camera
   * @param {boolean} ticked
   */
  #item({ id, name }, ticked) {
    const item = element('li', '');
    const label = element('label', '');
    const box = element('input', '');
    box.type = 'checkbox';
    box.value = id;
    box.checked = ticked;
    label.append(box, ` ${name}`);
    item.append(
      label,
      button('up', text('moveUp', { name }), () => this.#move(item, item.previousElementSibling, 'up')),
      button('down', text('moveDown', { name }), () => this.#move(item, item.nextElementSibling, 'down')),
    );
    return item;
  }

  /**
   * @param {HTMLElement} item
   * @param {Element | null} other that it changes places with
   * @param {'up' | 'down'} way
   */
  #move(item, other, way) {
    if (!other) {
      return;
    }
    (way === 'up' ? other.before.bind(other) : other.after.bind(other))(item);
    /** @type {HTMLElement | null} */ (item.querySelector(`.${way}`))?.focus(); // moving takes it away
    this.#onChange();
  }
}
