// The order of the tiles, kept in the browser: for each folder a sink is mounted at its own.

import { load, save } from './keep.js';

export class Order {
  #key;
  #ids;

  constructor(base) {
    this.#key = `order:${new URL(base).pathname}`;
    this.#ids = (load(this.#key) ?? '').split(',').filter(Boolean);
  }

  /** These ids in the kept order; those that have no place in it come last, as they are. */
  sort(ids) {
    const place = new Map(this.#ids.map((id, index) => [id, index]));
    const last = this.#ids.length;
    return [...ids].sort((a, b) => (place.get(a) ?? last) - (place.get(b) ?? last));
  }

  /** Keeps that order. Cameras that are away keep their place behind the one before them. */
  keep(ids) {
    const kept = [...ids];
    this.#ids.forEach((id, index) => {
      if (!kept.includes(id)) {
        kept.splice(kept.indexOf(this.#ids[index - 1]) + 1, 0, id);
      }
    });
    this.#ids = kept;
    save(this.#key, kept.join());
  }
}
