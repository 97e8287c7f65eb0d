// The order of the tiles, kept in the browser: for each folder a sink is mounted at its own.

import { load, save } from './keep.js';

/** Cameras that are away are remembered, but where names change all the time not all of them. */
const MOST = 1000;

export class Order {
  #key;
  #ids;

  /** @param {string} base */
  constructor(base) {
    this.#key = `order:${new URL(base).pathname}`;
    this.#ids = (load(this.#key) ?? '').split(',').filter(Boolean);
  }

  /**
   * These ids in the kept order; those that it does not have come last, as they are.
   *
   * @param {Iterable<string>} ids
   */
  sort(ids) {
    const position = new Map(this.#ids.map((id, index) => [id, index]));
    const last = this.#ids.length;
    return [...ids].sort((a, b) => (position.get(a) ?? last) - (position.get(b) ?? last));
  }

  /**
   * Keeps that order. Cameras that are away stay behind the one before them.
   *
   * @param {string[]} ids
   */
  keep(ids) {
    this.#ids = merge(ids, this.#ids).slice(0, Math.max(MOST, ids.length));
    save(this.#key, this.#ids.join());
  }
}

/**
 * These ids in their new order, and those of the old one that are not among them.
 *
 * @param {string[]} ids
 * @param {string[]} before
 */
export function merge(ids, before) {
  const merged = [...ids];
  before.forEach((id, index) => {
    if (!merged.includes(id)) {
      merged.splice(merged.indexOf(before[index - 1]) + 1, 0, id);
    }
  });
  return merged;
}
