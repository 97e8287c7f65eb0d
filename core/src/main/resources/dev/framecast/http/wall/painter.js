// Puts pictures on the screen when the screen is ready for them, each camera's newest only.

import { guarded } from './guarded.js';

/** @typedef {import('./camera-view.js').CameraView} CameraView */

export class Painter {
  #taken;
  /** @type {Set<CameraView>} */
  #waiting = new Set();
  #asked = false;

  /**
   * @param {(ids: string[]) => void} taken these cameras' pictures were painted or thrown away, the
   *     next may come
   */
  constructor(taken) {
    this.#taken = taken;
    // A hidden page is not painted. What waited would be the first thing seen when it comes back.
    document.addEventListener('visibilitychange', () => document.hidden && this.#drop());
  }

  /**
   * The next picture of that view. Takes the frame's image.
   *
   * @param {CameraView} view
   * @param {Frame} frame
   */
  next(view, frame) {
    view.pending?.image.close();
    view.pending = frame;
    this.#waiting.add(view);
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => this.#paint());
    }
  }

  /**
   * That view is going away.
   *
   * @param {CameraView} view
   */
  forget(view) {
    if (this.#waiting.delete(view)) {
      view.pending?.image.close();
      view.pending = null;
      this.#taken([view.id]);
    }
  }

  #paint() {
    this.#asked = false;
    const painted = [...this.#waiting];
    this.#waiting.clear();
    for (const view of painted) {
      const { pending } = view;
      view.pending = null;
      if (pending) {
        guarded(() => view.paint(pending));
        pending.image.close(); // where it was not painted
      }
    }
    if (painted.length > 0) {
      this.#taken(painted.map((view) => view.id));
    }
  }

  #drop() {
    for (const view of [...this.#waiting]) {
      this.forget(view);
    }
  }
}
