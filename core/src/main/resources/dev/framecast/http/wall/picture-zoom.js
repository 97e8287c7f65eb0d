// The zoom of the picture in full. It is put on the tile and not on the canvas, so it stays when
// another stream's pictures take the canvas's place; another camera begins with its whole picture.

import { fitted, larger, moved, within, WHOLE } from './zoom.js';

/** @typedef {import('./zoom.js').Zoom} Zoom */
/** @typedef {import('./zoom.js').Size} Size */
/** @typedef {{ item: HTMLElement, view: { box: HTMLElement } }} Zoomable such as a tile */

const STEP = 5; // a fifth of what is seen

export class PictureZoom {
  #onChange;
  /** @type {Zoomable | undefined} */
  #tile;
  #zoom = WHOLE;
  #resized = new ResizeObserver(() => this.#draw());
  /** Another canvas, or one of another size. */
  #replaced = new MutationObserver(() => this.#draw());

  #loaded = () => this.#draw();

  /** @param {() => void} onChange called when the scale is another one */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** @param {Zoomable | undefined} tile the one in full, if any */
  show(tile) {
    if (tile !== this.#tile) {
      this.whole();
      this.#tile = tile;
    }
  }

  /** 1 while the whole picture is shown. */
  get scale() {
    return this.#zoom.scale;
  }

  get on() {
    return this.scale > 1;
  }

  /**
   * Larger by that factor, around a point that stays where it is.
   *
   * @param {number} factor
   * @param {import('./zoom.js').Point} [point] in the window, such as the pointer; else the picture's middle
   */
  by(factor, point) {
    const middle = this.#middle();
    const { x, y } = point ?? middle;
    const fromMiddle = { x: x - middle.x, y: y - middle.y };
    this.#change((whole) => larger(this.#zoom, factor, fromMiddle, whole));
  }

  /**
   * Moves the picture by so many pixels, as far as it goes.
   *
   * @param {number} x
   * @param {number} y
   */
  move(x, y) {
    this.#change((whole) => moved(this.#zoom, { x, y }, whole));
  }

  /**
   * Shows what is further to the right, and further down, by so many steps.
   *
   * @param {number} columns
   * @param {number} rows
   */
  step(columns, rows) {
    const { width, height } = this.#box();
    this.move((-columns * width) / STEP, (-rows * height) / STEP);
  }

  /** Shows the whole picture again. */
  whole() {
    this.#change(() => WHOLE);
  }

  #middle() {
    const { left = 0, top = 0, width = 0, height = 0 } =
      this.#tile?.view.box.getBoundingClientRect() ?? {};
    return { x: left + width / 2, y: top + height / 2 };
  }

  #box() {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.#tile?.view.box ?? {};
    return { width, height };
  }

  /** @param {(whole: Size) => Zoom} change */
  #change(change) {
    const box = this.#box();
    const whole = fitted(shape(this.#tile?.view.box) ?? box, box);
    const before = this.#zoom;
    this.#zoom = whole.width > 0 ? within(change(whole), whole, box) : WHOLE;
    if (this.on && before.scale === 1 && this.#tile) {
      this.#resized.observe(this.#tile.view.box);
      this.#replaced.observe(this.#tile.view.box, {
        childList: true,
        subtree: true,
        attributeFilter: ['width', 'height'],
      });
      this.#tile.view.box.addEventListener('load', this.#loaded, true); // of an image
    } else if (!this.on) {
      this.#resized.disconnect();
      this.#replaced.disconnect();
      this.#tile?.view.box.removeEventListener('load', this.#loaded, true);
    }
    this.#put(whole);
    if (before.scale !== this.scale) {
      this.#onChange();
    }
  }

  #draw() {
    if (this.on && shape(this.#tile?.view.box) === null) {
      return; // another picture is on its way: what was seen stays
    }
    this.#change(() => this.#zoom);
  }

  /** @param {Size} whole */
  #put(whole) {
    if (!this.#tile) {
      return;
    }
    const { scale, x, y } = this.#zoom;
    const { style, classList } = this.#tile.item;
    classList.toggle('zoomed', this.on);
    style.setProperty('--zoom', String(scale));
    style.setProperty('--zoom-x', `${-x * whole.width * scale}px`);
    style.setProperty('--zoom-y', `${-y * whole.height * scale}px`);
  }
}

/**
 * The size of the picture in that box, or null before there is one.
 *
 * @param {Element | undefined} box
 */
function shape(box) {
  const picture = box?.firstElementChild;
  const size =
    picture instanceof HTMLCanvasElement
      ? { width: picture.width, height: picture.height }
      : picture instanceof HTMLImageElement
        ? { width: picture.naturalWidth, height: picture.naturalHeight }
        : { width: 0, height: 0 };
  return size.width > 0 && size.height > 0 ? size : null;
}
