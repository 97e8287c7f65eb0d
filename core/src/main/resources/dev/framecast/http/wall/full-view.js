// What can be done with the camera in full: it is looked at from nearer, and the others beside it are
// hidden. The buttons for that are one set, which goes to the tile in full.

import { button, element } from './elements.js';
import { PictureZoom } from './picture-zoom.js';
import { Strip } from './strip.js';
import { text } from './texts.js';
import { factor } from './words.js';
import { listenToGestures } from './zoom-gestures.js';

const STEP = 1.5;

/** @typedef {import('./tile.js').Tile} Tile */

export class FullView {
  #connection;
  #back;
  /** @type {Tile | undefined} */
  #tile;
  #zoom = new PictureZoom(() => this.#zoomed());
  #strip;
  #tools = element('div', 'full-tools');
  #scale = element('output', 'scale');
  #out = button('minus', text('zoomOut'), () => this.zoom(-1));
  #others = button('others', text('hideOthers'), () => this.toggleOthers());

  /**
   * @param {HTMLElement} list of the tiles
   * @param {import('./connection.js').Connection} connection
   * @param {{ rearrange: () => void, back: () => void }} actions the others are shown or hidden; and
   *     all are to be shown
   */
  constructor(list, connection, { rearrange, back }) {
    this.#connection = connection;
    this.#back = back;
    this.#strip = new Strip(rearrange);
    this.#tools.append(this.#scale, this.#out, button('plus', text('zoomIn'), () => this.zoom(1)), this.#others);
    listenToGestures(list, this.#zoom, back);
    this.#zoomed();
  }

  /**
   * @param {Tile | undefined} tile the one in full, if any
   * @param {number} others that there are beside it
   */
  show(tile, others) {
    this.#zoom.show(tile);
    this.#tile = tile;
    this.#others.hidden = others === 0;
    const label = text(this.othersHidden ? 'showOthers' : 'hideOthers');
    this.#others.title = label;
    this.#others.setAttribute('aria-label', label);
    const beside = tile?.item.querySelector('.tools');
    if (!beside) {
      this.#tools.remove();
    } else if (this.#tools.parentElement !== beside) {
      const focused = this.#tools.contains(document.activeElement) ? document.activeElement : null;
      beside.prepend(this.#tools); // which takes the focus away
      if (focused instanceof HTMLElement) {
        focused.focus();
      }
    }
  }

  get othersHidden() {
    return this.#strip.hidden;
  }

  toggleOthers() {
    if (this.#tile) {
      this.#strip.toggle();
    }
  }

  get isZoomed() {
    return this.#zoom.on;
  }

  /** @param {number} steps less than 0 for away */
  zoom(steps) {
    this.#zoom.by(STEP ** steps);
  }

  whole() {
    this.#zoom.whole();
  }

  /**
   * Shows another part of the picture that is zoomed.
   *
   * @param {number} columns
   * @param {number} rows
   */
  step(columns, rows) {
    this.#zoom.step(columns, rows);
  }

  /** Back to the whole picture, and from there to all cameras. */
  back() {
    if (this.isZoomed) {
      this.whole();
    } else {
      this.#back();
    }
  }

  #zoomed() {
    const zoomed = this.isZoomed;
    this.#scale.textContent = zoomed ? factor(this.#zoom.scale) : '';
    this.#out.setAttribute('aria-disabled', String(!zoomed));
    const view = this.#tile?.view;
    if (view && view.detail !== zoomed) {
      view.detail = zoomed;
      this.#connection.change();
    }
  }
}
