// Dragging tiles to other places: at once with a mouse, after a moment's hold with a finger, which
// otherwise scrolls.

const FAR_ENOUGH = 8;
const HOLD = 400;

/** moved(id, to): the tile of that id was put where the other one, by its id, is. */
export function dragTiles(wall, { allowed, moved }) {
  let drag = null;

  wall.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) {
      return end(); // a second finger: a pinch
    }
    const tile = event.target.closest('.tile');
    if (!tile || event.button !== 0 || event.target.closest('.tools') || !allowed()) {
      return;
    }
    drag = { tile, x: event.clientX, y: event.clientY, pointer: event.pointerId, moving: false };
    if (event.pointerType === 'touch') {
      drag.timer = setTimeout(begin, HOLD);
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
      begin();
    }
    if (drag.moving) {
      over(event);
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

  function begin() {
    drag.moving = true;
    drag.tile.classList.add('dragging');
    wall.setPointerCapture(drag.pointer);
  }

  function over({ clientX, clientY }) {
    const below = document.elementsFromPoint(clientX, clientY);
    const tile = below.map((one) => one.closest('.tile')).find((one) => one && one !== drag.tile);
    if (tile && wall.contains(tile) && below.includes(tile)) {
      moved(drag.tile.dataset.camera, tile.dataset.camera);
    }
  }

  function end() {
    if (!drag) {
      return;
    }
    clearTimeout(drag.timer);
    if (drag.moving) {
      drag.tile.classList.remove('dragging');
      // The click that follows is no wish to see the camera in full.
      wall.classList.add('dragged');
      setTimeout(() => wall.classList.remove('dragged'), 0);
    }
    drag = null;
  }

  function stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }
}
