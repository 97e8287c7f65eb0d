// The tiles of the wall, in order: one for each camera there is, or that the address asks for.

import { merge } from './order.js';
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
        this.choose(tile);
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

  /** Takes the cameras that there are now. Gives whether tiles came, went or changed places. */
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
    for (const id of ids) {
      const tile = this.#tiles.get(id);
      if (tile) {
        tile.rename(cameras.get(id).name);
      } else {
        this.#tiles.set(id, new Tile(this.#connection, cameras.get(id), this.#actions));
      }
    }
    const changed = ids.join() !== this.#ids.join();
    this.#ids = ids;
    if (changed) {
      this.#place();
    }
    return changed;
  }

  /** Puts one tile where another is, for good. */
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
    const focused = this.#list.contains(document.activeElement) && document.activeElement;
    this.#place();
    if (focused) {
      focused.focus({ preventScroll: true }); // moving an element takes the focus from it
    }
  }

  focus(tile) {
    this.choose(tile);
    tile.open.focus();
    tile.item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Keys are about that tile from now on, wherever the focus is. */
  choose(tile) {
    this.#current = tile;
    // The tab key stops at one tile; the arrows go from there.
    this.all().forEach((one) => one.setTabStop(one === tile));
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
      this.choose(first);
    }
  }
}
