// One camera in full, and the way back: also by the browser's own, so that a phone's back gesture
// shows all cameras again instead of leaving the page.

import { changeView } from './view.js';

export class Full {
  /**
   * The id of the camera in full, or null.
   *
   * @type {string | null}
   */
  id;

  #onChange;
  #pushed = Boolean(history.state?.full); // also after a reload
  #leaving = false; // the browser goes back in its own time

  /**
   * @param {string | null} id
   * @param {(now: string | null, before: string | null) => void} onChange
   */
  constructor(id, onChange) {
    this.id = id;
    this.#onChange = onChange;
    addEventListener('popstate', (event) => {
      this.#pushed = Boolean(event.state?.full);
      if (this.#leaving) {
        this.#leaving = false;
        if (this.id !== null) {
          this.#push(this.id); // another was asked for before the browser was back
        }
        return;
      }
      this.#set(new URLSearchParams(location.search).get('full'));
    });
  }

  /** @param {string} id */
  show(id) {
    if (id === this.id) {
      return;
    }
    if (this.id === null && !this.#leaving) {
      this.#push(id);
    } else if (!this.#leaving) {
      history.replaceState(history.state, '', this.#address(id));
    }
    this.#set(id);
  }

  back() {
    if (this.id === null) {
      return;
    }
    if (this.#pushed && !this.#leaving) {
      this.#leaving = true;
      history.back(); // once: twice would leave the page
    } else if (!this.#leaving) {
      history.replaceState(null, '', this.#address(null));
    }
    this.#set(null);
  }

  /** @param {string} id */
  #push(id) {
    history.pushState({ full: true }, '', this.#address(id));
    this.#pushed = true;
  }

  /** @param {string | null} id */
  #address(id) {
    return location.pathname + changeView(location.search, { full: id });
  }

  /** @param {string | null} id */
  #set(id) {
    const before = this.id;
    this.id = id;
    this.#onChange(id, before);
  }
}
