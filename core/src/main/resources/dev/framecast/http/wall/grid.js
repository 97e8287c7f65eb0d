// Lays the wall's tiles out: in a grid, or one large with the others in a strip.

import { fit } from './layout.js';

const GAP = 6;
const MANY = 25;

export class Grid {
  columns = 1;
  #wall;
  #tiles;
  /** @type {Layout | null} */
  #wanted = null;

  /**
   * @param {HTMLElement} wall the list
   * @param {() => unknown[]} tiles in order
   */
  constructor(wall, tiles) {
    this.#wall = wall;
    this.#tiles = tiles;
    new ResizeObserver(() => this.arrange()).observe(wall);
  }

  /** @param {Layout | null} layout null for what is best */
  want(layout) {
    this.#wanted = layout;
    this.arrange();
  }

  arrange() {
    const count = this.#tiles().length;
    const box = this.#wall.getBoundingClientRect();
    if (count === 0 || box.width === 0) {
      return;
    }
    this.#wall.classList.toggle('dense', count > MANY);
    const style = getComputedStyle(this.#wall);
    const padding = parseFloat(style.paddingLeft) * 2;
    const space = {
      width: box.width - padding,
      height: box.height - padding,
      gap: GAP,
      caption: parseFloat(style.getPropertyValue('--caption')),
    };
    const whole = fit(count, space, this.#wanted);
    const { scrolls } = whole;
    const bar = scrolls ? this.#wall.offsetWidth - this.#wall.clientWidth || SCROLLBAR : 0;
    const { columns, width } = scrolls
      ? fit(count, { ...space, width: space.width - bar }, this.#wanted)
      : whole;
    this.columns = columns;
    this.#wall.style.setProperty('--others', String(Math.max(1, count - 1)));
    this.#wall.classList.toggle('scrolls', scrolls);
    this.#wall.style.setProperty('--columns', String(columns));
    this.#wall.style.setProperty('--width', `${width}px`);
  }
}

const SCROLLBAR = scrollbarWidth();

/** Nothing on phones, where it lies on top. */
function scrollbarWidth() {
  const box = document.createElement('div');
  box.className = 'scrollbar-probe';
  document.body.append(box);
  const width = box.offsetWidth - box.clientWidth;
  box.remove();
  return width;
}
