// Tells a screen reader when cameras come and go: changes only, and many at once in one sentence.

import { text } from './texts.js';

const GATHER = 1500;
const MOST_NAMES = 3;
const WORTH = new Set(['live', 'stalled', 'offline', 'unreachable', 'refused', 'closed']);

/** @typedef {{ name: string, state: Reading['state'] | '' }} NamedState such as a tile */

export class Announcer {
  #where;
  /**
   * The states that were told; a tile that is gone is forgotten.
   *
   * @type {WeakMap<NamedState, string>}
   */
  #told = new WeakMap();
  #timer = 0;

  /** @param {HTMLElement} where */
  constructor(where) {
    this.#where = where;
  }

  /**
   * Looks at the states of all tiles.
   *
   * @param {() => NamedState[]} tiles
   */
  look(tiles) {
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.#tell(tiles());
      }, GATHER);
    }
  }

  /** @param {NamedState[]} tiles */
  #tell(tiles) {
    /** @type {Map<Reading['state'], string[]>} the names of those in each state */
    const changed = new Map();
    for (const tile of tiles) {
      const before = this.#told.get(tile);
      if (tile.state && WORTH.has(tile.state) && tile.state !== before) {
        this.#told.set(tile, tile.state);
        // That all is well at the beginning goes without saying.
        if (before !== undefined || tile.state !== 'live') {
          changed.set(tile.state, [...(changed.get(tile.state) ?? []), tile.name]);
        }
      }
    }
    const sentences = [...changed].map(([state, names]) => {
      const many = names.length > MOST_NAMES;
      const who = many ? text('cameras', { count: names.length }) : names.join(', ');
      return text('announced', { names: who, state: text(`state-${state}`) });
    });
    if (sentences.length > 0) {
      this.#where.textContent = sentences.join(' ');
    }
  }
}
