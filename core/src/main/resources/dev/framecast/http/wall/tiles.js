// The tiles of the wall, in order: one for each camera there is, or that the address asks for.

import { Tile } from './tile.js';

export class Tiles {
  #list;
  #connection;
  #actions;
  #order;
  #only;
  #tiles = new Map();
  #ids = [];
  #current = null;

  /** list: the <ul>; order: see order.js; only: the ids of the address, or null for all. */
  constructor(list, connection, order, only, actions) {
    this.#list = list;
    this.#connection = connection;
    this.#order = order;
    this.#only = only;
    this.#actions = actions;
    list.addEventListener('focusin', (event) => {
      const tile = this.#tiles.get(event.target.closest('.tile')?.dataset.camera);
      if (tile) {
        this.#setCurrent(tile);
      }
    });
  }

  /** In order. */
  all() {
    return this.#ids.map((id) => this.#tiles.get(id));
  }

  get(id) {
    return this.#tiles.get(id);
  }

  get ids() {
    return this.#ids;
  }

  /** The tile that keys are about. */
  get current() {
    return this.#current;
  }

  /** Takes the cameras that there are now. Gives whether tiles came or went. */
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
    let added = false;
    for (const id of ids) {
      const tile = this.#tiles.get(id);
      if (tile) {
        tile.rename(cameras.get(id).name);
      } else {
        this.#tiles.set(id, new Tile(this.#connection, cameras.get(id), this.#actions));
        added = true;
      }
    }
    const changed = added || ids.length !== this.#ids.length;
    this.#ids = ids;
    if (changed) {
      this.#place();
    }
    return changed;
  }

  /** Puts one tile where another is, for good. */
  move(id, to) {
    const ids = this.#ids.filter((one) => one !== id);
    ids.splice(this.#ids.indexOf(to), 0, id);
    this.#ids = ids;
    if (this.#only) {
      this.#only = ids;
    }
    const focused = this.#list.contains(document.activeElement) && document.activeElement;
    this.#place();
    if (focused) {
      focused.focus({ preventScroll: true }); // moving an element takes the focus from it
    }
  }

  keepOrder() {
    if (!this.#only) {
      this.#order.keep(this.#ids);
    }
  }

  focus(tile) {
    this.#setCurrent(tile);
    tile.open.focus();
    tile.item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #setCurrent(tile) {
    this.#current = tile;
    // One stop for the tab key; the arrows go from there.
    this.all().forEach((one) => (one.open.tabIndex = one === tile ? 0 : -1));
  }

  #place() {
    // Elements that are in place already are not touched: a picture that moves is drawn anew.
    let next = this.#list.firstElementChild;
    for (const { item } of this.all()) {
      if (item === next) {
        next = next.nextElementSibling;
      } else {
        this.#list.insertBefore(item, next);
      }
    }
    if (!this.#ids.includes(this.#current?.id)) {
      this.#current = null;
    }
    const first = this.#current ?? this.all()[0];
    if (first) {
      this.#setCurrent(first);
    }
  }
}
