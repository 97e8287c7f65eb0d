// What of the wall is on the screen: all cameras, one group, or one after the other by itself. With a
// camera in full it is the next camera that comes; else the next group; else the next page of the
// layout; and where all are on the screen already, one after the other in full.

import { Cycle } from './cycle.js';
import { pagesOf } from './groups.js';

/** @typedef {import('./groups.js').Group} Group */

export class Turns {
  /** The camera that is to be in full next, and is asked for already; its id, or null. */
  coming = /** @type {string | null} */ (null);
  /** Whether what changes now was nobody's doing. */
  advancing = false;
  /** The name of the group that is shown, or null. */
  group = /** @type {string | null} */ (null);

  #tiles;
  #full;
  #groups;
  #layout;
  #onChange;
  /** Of the page that is shown; negative before there was one. */
  #index = -1;
  #cycle = new Cycle({
    prepare: () => this.#prepare(),
    release: () => this.#release(),
    advance: () => this.#advance(),
  });

  /**
   * @param {import('./tiles.js').Tiles} tiles
   * @param {import('./full.js').Full} full
   * @param {{ groups: Group[], group: string | null, layout: Layout | null }} view
   * @param {() => void} onChange called when other tiles are shown, or asked for
   */
  constructor(tiles, full, { groups, group, layout }, onChange) {
    this.#tiles = tiles;
    this.#full = full;
    this.#groups = groups;
    this.#layout = layout;
    this.#onChange = onChange;
    this.group = group;
  }

  /** Whether it goes on to the next by itself. */
  get on() {
    return this.#cycle.on;
  }

  /** @param {number} every milliseconds */
  start(every) {
    this.#index = -1;
    this.#cycle.start(every, performance.now());
    this.#change();
  }

  stop() {
    this.#cycle.stop();
    this.coming = null;
    this.#change();
  }

  /** @param {string | null} group the name of one to show, or null for all */
  choose(group) {
    if (group === null && this.#groups.length > 0) {
      this.#cycle.stop(); // all at once are in no turn
      this.coming = null;
    }
    this.group = group;
    this.#index = -1;
    const { id } = this.#full;
    if (id !== null && this.#groups.find((one) => one.name === group)?.ids.includes(id) === false) {
      this.#full.back();
    }
    this.#change();
  }

  /** Somebody has done something. */
  rest() {
    this.#cycle.rest(performance.now());
  }

  /** Somebody wants to see all again, instead of one in full: where that came by itself, it ends. */
  leftFull() {
    if (this.on && !this.#paged()) {
      this.stop();
    }
  }

  /** To be called several times a second. */
  look() {
    if (document.hidden || document.querySelector('dialog[open]')) {
      this.rest();
    }
    this.#cycle.look(performance.now());
  }

  /** Shows the tiles that are to be seen now; after some came, went or moved. */
  arrange() {
    const turning = this.on && this.#full.id === null; // else it is all cameras' turn, in full
    const page = turning && this.#paged() ? this.#page(0) : null;
    this.group = page ? page.group : this.group;
    const { ids = null } = page ?? this.#groups.find((one) => one.name === this.group) ?? {};
    const { id } = this.#full;
    this.#tiles.show(ids && (id === null ? ids : [...ids, id]));
  }

  #change() {
    this.arrange();
    this.#onChange();
  }

  #pages() {
    return pagesOf(this.#tiles.knownIds, this.#groups, this.#layout);
  }

  #paged() {
    return this.#pages().length > 1;
  }

  /** @param {number} ahead */
  #page(ahead) {
    const pages = this.#pages();
    if (pages.length === 0) {
      return null;
    }
    if (this.#index < 0) {
      this.#index = Math.max(0, pages.findIndex((page) => page.group === this.group));
    }
    return pages[(this.#index + ahead) % pages.length];
  }

  /** The camera that is in full next, if it is a camera's turn. */
  #nextInFull() {
    const { ids } = this.#tiles;
    const { id } = this.#full;
    if (id === null && this.#paged()) {
      return null;
    }
    return ids[(ids.indexOf(id ?? '') + 1) % ids.length] ?? null;
  }

  #prepare() {
    this.coming = this.#nextInFull();
    if (this.coming === null) {
      this.#tiles.prepare(this.#page(1)?.ids ?? []);
    }
    this.#onChange();
  }

  #release() {
    this.coming = null;
    this.#tiles.prepare([]);
    this.#onChange();
  }

  #advance() {
    const next = this.#nextInFull();
    this.coming = null;
    this.advancing = true;
    if (next !== null) {
      this.#full.show(next);
    } else if (this.#paged()) { // there may be no cameras yet
      this.#index = (this.#index + 1) % this.#pages().length;
      this.#change();
    }
    this.advancing = false;
  }
}
