// The tiles of the wall, in order: one for each camera there is, or that the address asks for.

import { closest } from './elements.js';
import { merge } from './order.js';
import { Tile } from './tile.js';

export class Tiles {
  #list;
  #connection;
  #actions;
  #order;
  #only;
  #clock;
  /** @type {Map<string, Tile>} by the cameras' ids */
  #tiles = new Map();
  /** @type {string[]} */
  #ids = [];
  /** @type {Set<string> | null} the ids of those that are shown; null for all */
  #shown = null;
  /** @type {Tile | null} */
  #current = null;

  /**
   * @param {HTMLElement} list
   * @param {import('./connection.js').Connection} connection
   * @param {import('./order.js').Order} order
   * @param {string[] | null} only the ids of the address, or null for all
   * @param {import('./tile.js').TileActions} actions
   * @param {boolean} clock whether tiles say when pictures were captured
   */
  constructor(list, connection, order, only, actions, clock) {
    this.#list = list;
    this.#connection = connection;
    this.#order = order;
    this.#only = only;
    this.#actions = actions;
    this.#clock = clock;
    list.addEventListener('focusin', (event) => {
      const tile = this.#tiles.get(closest(event, '.tile')?.dataset.camera ?? '');
      if (tile) {
        this.choose(tile);
      }
    });
  }

  /** Those that are shown, in order. */
  all() {
    return this.ids.flatMap((id) => this.#tiles.get(id) ?? []);
  }

  /** Those of other groups and pages, too. */
  known() {
    return [...this.#tiles.values()];
  }

  /** @param {string} id */
  get(id) {
    return this.#tiles.get(id);
  }

  get ids() {
    return this.#shown === null ? this.#ids : this.#ids.filter((id) => this.#shown?.has(id));
  }

  get knownIds() {
    return this.#ids;
  }

  /** The tile that keys are about. */
  get current() {
    return this.#current;
  }

  /**
   * Takes the cameras that there are now. Gives whether tiles came, went or moved.
   *
   * @param {Map<string, CameraStatus>} cameras
   */
  take(cameras) {
    const ids = this.#only
      ? this.#only.filter((id) => cameras.has(id))
      : this.#order.sort(cameras.keys());
    for (const [id, tile] of this.#tiles) {
      if (!ids.includes(id)) {
        tile.close();
        this.#tiles.delete(id);
      }
    }
    for (const status of ids.flatMap((id) => cameras.get(id) ?? [])) {
      const tile = this.#tiles.get(status.id);
      if (tile) {
        tile.rename(status.name);
      } else {
        this.#tiles.set(status.id, new Tile(this.#connection, status, this.#actions, this.#clock));
      }
    }
    const changed = ids.join() !== this.#ids.join();
    this.#ids = ids;
    if (changed) {
      this.#reorder();
    }
    return changed;
  }

  /**
   * Shows these alone.
   *
   * @param {string[] | null} ids null for all
   */
  show(ids) {
    const focused = this.#list.contains(document.activeElement);
    this.#shown = ids && new Set(ids);
    for (const tile of this.known()) {
      tile.setShown(this.#shown?.has(tile.id) ?? true);
    }
    const all = this.all();
    if (all.length > 0 && !(this.#current && all.includes(this.#current))) {
      (focused ? () => this.focus(all[0]) : () => this.choose(all[0]))();
    }
  }

  /**
   * These, which are not shown, will be soon: their pictures come already.
   *
   * @param {string[]} ids
   */
  prepare(ids) {
    this.known().forEach((tile) => tile.setSoon(ids.includes(tile.id)));
  }

  /**
   * Puts one tile where another is, for good.
   *
   * @param {string} id
   * @param {string} to
   */
  move(id, to) {
    if (!this.#tiles.has(id) || !this.#tiles.has(to)) {
      return; // the camera went while it was dragged
    }
    const ids = this.#ids.filter((one) => one !== id);
    ids.splice(this.#ids.indexOf(to), 0, id);
    this.#ids = ids;
    if (this.#only) {
      this.#only = merge(ids, this.#only);
    } else {
      this.#order.keep(ids); // at once: the next answer of the server is sorted by it
    }
    const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
    this.#reorder();
    if (focused instanceof HTMLElement) {
      focused.focus({ preventScroll: true }); // moving an element takes the focus from it
    }
  }

  /** @param {Tile} tile */
  focus(tile) {
    this.choose(tile);
    tile.open.focus();
    tile.item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /**
   * Keys are about that tile from now on, wherever the focus is.
   *
   * @param {Tile} tile
   */
  choose(tile) {
    this.#current = tile;
    // The tab key stops at one tile; the arrows go from there.
    this.known().forEach((one) => one.setTabStop(one === tile));
  }

  #reorder() {
    // Elements that are in place already are not touched: a picture that moves is drawn anew.
    let next = this.#list.firstElementChild;
    for (const { item } of this.#ids.flatMap((id) => this.#tiles.get(id) ?? [])) {
      if (item === next) {
        next = next.nextElementSibling;
      } else {
        this.#list.insertBefore(item, next);
      }
    }
    if (this.#current && !this.#ids.includes(this.#current.id)) {
      this.#current = null;
    }
    const first = this.#current ?? this.all()[0];
    if (first) {
      this.choose(first);
    }
  }
}
