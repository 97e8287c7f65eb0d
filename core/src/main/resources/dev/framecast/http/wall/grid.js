// Lays the wall's tiles out: in a grid, or one large with the others in a strip.

import { fit } from './layout.js';

const GAP = 6;
const MANY = 25;

export class Grid {
  columns = 1;
  #wall;
  #tiles;
  #wanted = null;

  /** wall: the list element; tiles(): the tiles in order. */
  constructor(wall, tiles) {
    this.#wall = wall;
    this.#tiles = tiles;
    new ResizeObserver(() => this.arrange()).observe(wall);
  }

  /** { columns, rows }, or null for what is best. */
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
    let { columns, width, scrolls } = fit(count, space, this.#wanted);
    if (scrolls) {
      const bar = this.#wall.offsetWidth - this.#wall.clientWidth || SCROLLBAR;
      ({ columns, width } = fit(count, { ...space, width: space.width - bar }, this.#wanted));
    }
    this.columns = columns;
    this.#wall.style.setProperty('--others', Math.max(1, count - 1));
    this.#wall.classList.toggle('scrolls', scrolls);
    this.#wall.style.setProperty('--columns', columns);
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
