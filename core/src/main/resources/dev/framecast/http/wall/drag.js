// Dragging tiles to other places: at once with a mouse, after a moment's hold with a finger, which
// otherwise scrolls.

import { closest } from './elements.js';

const FAR_ENOUGH = 8;
const HOLD = 400;

/**
 * @typedef Drag
 * @property {HTMLElement} tile
 * @property {number} x
 * @property {number} y
 * @property {number} pointer
 * @property {boolean} moving
 * @property {number} [timer]
 */

/**
 * @param {HTMLElement} wall
 * @param {object} options
 * @param {() => boolean} options.allowed
 * @param {(id: string, to: string) => void} options.moved the tile of that id was put where the other
 *     one, by its id, is
 */
export function dragTiles(wall, { allowed, moved }) {
  /** @type {Drag | null} */
  let drag = null;

  wall.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) {
      return end(); // a second finger: a pinch
    }
    const tile = closest(event, '.tile');
    if (!tile || event.button !== 0 || closest(event, '.tools') || !allowed()) {
      return;
    }
    /** @type {Drag} */
    const begun = {
      tile,
      x: event.clientX,
      y: event.clientY,
      pointer: event.pointerId,
      moving: false,
    };
    drag = begun;
    if (event.pointerType === 'touch') {
      begun.timer = setTimeout(() => begin(begun), HOLD);
    }
  });

  wall.addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) {
      return;
    }
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR_ENOUGH;
    if (!drag.moving && far) {
      if (event.pointerType === 'touch') {
        return end(); // a scroll
      }
      begin(drag);
    }
    if (drag.moving) {
      over(event, drag.tile);
    }
  });

  wall.addEventListener('pointerup', end);
  wall.addEventListener('pointercancel', end);
  wall.addEventListener('touchmove', (event) => drag?.moving && event.preventDefault(), {
    passive: false,
  });
  wall.addEventListener('contextmenu', (event) => drag?.moving && event.preventDefault());
  wall.addEventListener('dragstart', (event) => event.preventDefault());
  wall.addEventListener('click', (event) => wall.classList.contains('dragged') && stop(event), true);

  /** @param {Drag} begun */
  function begin(begun) {
    begun.moving = true;
    begun.tile.classList.add('dragging');
    wall.setPointerCapture(begun.pointer);
  }

  /**
   * @param {PointerEvent} event
   * @param {HTMLElement} dragged
   */
  function over({ clientX, clientY }, dragged) {
    const below = document.elementsFromPoint(clientX, clientY);
    const tile = below
      .map((one) => /** @type {HTMLElement | null} */ (one.closest('.tile')))
      .find((one) => one && one !== dragged);
    if (tile && wall.contains(tile) && below.includes(tile)) {
      moved(dragged.dataset.camera ?? '', tile.dataset.camera ?? '');
    }
  }

  function end() {
    if (!drag) {
      return;
    }
    clearTimeout(drag.timer);
    if (drag.moving) {
      drag.tile.classList.remove('dragging');
      // The click that follows does not ask to see the camera in full.
      wall.classList.add('dragged');
      setTimeout(() => wall.classList.remove('dragged'), 0);
    }
    drag = null;
  }

  /** @param {Event} event */
  function stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }
}
