// How a mouse, a trackpad and fingers zoom the picture in full: the wheel and two fingers around the
// point where they are, two taps to the point and back, and a drag moves a picture that is zoomed.

import { closest } from './elements.js';

const FAR_ENOUGH = 8; // pixels, or it was a tap that trembled
const NEAR = 40;
const TWICE = 300;
const TAPPED = 2.5;
/** Of the wheel, for each pixel: a notch of 100 or 120 makes the picture a quarter larger. */
const BY_WHEEL = 0.002;
/** Trackpads tell two fingers as a wheel of small steps with the key Ctrl. */
const BY_TRACKPAD = 0.01;
const LEAST_NOTCH = 50; // pixels
const PIXELS_A_LINE = 16;
const MOST_PIXELS = 200; // at once, or a wheel without notches would throw the picture

const PICTURE = '.full .open';

/** @typedef {import('./zoom.js').Point} Point */

/**
 * @param {HTMLElement} list of the tiles
 * @param {import('./picture-zoom.js').PictureZoom} zoom
 * @param {() => void} back a finger has tapped once on a whole picture
 */
export function listenToGestures(list, zoom, back) {
  /** @type {Map<number, Point>} where the pointers are that are down, two at most */
  const down = new Map();
  /** Whether what is going on is no tap any more. */
  let gesture = false;
  let byFinger = false;
  /** @type {{ at: Point, time: number, timer: number } | null} the tap that another may follow */
  let tap = null;

  list.addEventListener('wheel', wheel, { passive: false });
  list.addEventListener('pointerdown', pointerDown);
  list.addEventListener('pointermove', pointerMove);
  list.addEventListener('pointerup', pointerUp);
  list.addEventListener('pointercancel', pointerUp);
  list.addEventListener('click', click, true);

  /** @param {WheelEvent} event */
  function wheel(event) {
    if (closest(event, PICTURE)) {
      event.preventDefault(); // else it scrolls the strip, or with Ctrl zooms the page
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PIXELS_A_LINE);
      const by = Math.min(MOST_PIXELS, Math.max(-MOST_PIXELS, pixels));
      const byFingers = event.ctrlKey && Math.abs(pixels) < LEAST_NOTCH; // a wheel has Ctrl, too
      zoom.by(Math.exp(-by * (byFingers ? BY_TRACKPAD : BY_WHEEL)), pointOf(event));
    }
  }

  /** @param {PointerEvent} event */
  function pointerDown(event) {
    if (event.isPrimary) {
      down.clear();
      gesture = false;
      byFinger = event.pointerType !== 'mouse';
    }
    if (closest(event, PICTURE) && event.button === 0 && down.size < 2) {
      down.set(event.pointerId, pointOf(event));
      if (down.size === 2) {
        begin();
      }
    }
  }

  /** @param {PointerEvent} event */
  function pointerMove(event) {
    const { pointerId: id } = event;
    const from = down.get(id);
    if (!from || event.buttons === 0) {
      down.delete(id); // it came up outside of the window
      return;
    }
    const to = pointOf(event);
    const other = [...down].find(([one]) => one !== id)?.[1];
    if (other) {
      zoom.by(distance(to, other) / Math.max(1, distance(from, other)), middle(from, other));
      zoom.move((to.x - from.x) / 2, (to.y - from.y) / 2);
    } else if (gesture || (zoom.on && distance(from, to) > FAR_ENOUGH)) {
      if (!gesture) {
        begin();
        closest(event, PICTURE)?.setPointerCapture(id); // also beyond the picture's edge
      }
      zoom.move(to.x - from.x, to.y - from.y);
    } else {
      return; // the way from where it began counts
    }
    down.set(id, to);
  }

  function begin() {
    gesture = true;
    forgetTap();
  }

  /** @param {PointerEvent} event */
  function pointerUp({ pointerId }) {
    down.delete(pointerId);
  }

  /** @param {MouseEvent} event */
  function click(event) {
    const byKey = event.detail === 0;
    if (byKey || !closest(event, PICTURE) || (!gesture && !zoom.on && !byFinger)) {
      return; // the way back: of keys always, of a mouse while the whole picture is shown
    }
    event.preventDefault();
    event.stopPropagation();
    if (!gesture) {
      tapped(pointOf(event), event.timeStamp);
    }
  }

  /**
   * @param {Point} at
   * @param {number} time
   */
  function tapped(at, time) {
    const second = tap !== null && time - tap.time < TWICE && distance(at, tap.at) < NEAR;
    forgetTap();
    if (second) {
      (zoom.on ? () => zoom.whole() : () => zoom.by(TAPPED, at))();
    } else {
      const timer = setTimeout(once, TWICE);
      tap = { at, time, timer };
    }
  }

  function once() {
    tap = null;
    if (!zoom.on) {
      back();
    }
  }

  function forgetTap() {
    clearTimeout(tap?.timer);
    tap = null;
  }
}

/**
 * @param {MouseEvent} event
 * @returns {Point}
 */
function pointOf({ clientX, clientY }) {
  return { x: clientX, y: clientY };
}

/**
 * @param {Point} a
 * @param {Point} b
 */
function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/**
 * @param {Point} a
 * @param {Point} b
 * @returns {Point}
 */
function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
