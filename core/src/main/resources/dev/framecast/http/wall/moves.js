// Where arrows and other keys lead: to another tile, or with one in full to another camera.

export class Moves {
  #list;
  #tiles;
  #full;
  #grid;

  /**
   * @param {HTMLElement} list of the tiles
   * @param {import('./tiles.js').Tiles} tiles
   * @param {import('./full.js').Full} full
   * @param {{ columns: number }} grid
   */
  constructor(list, tiles, full, grid) {
    this.#list = list;
    this.#tiles = tiles;
    this.#full = full;
    this.#grid = grid;
  }

  /** The tile in full. None where the address or the past names a camera that is not there. */
  get #large() {
    return this.#full.id === null ? undefined : this.#tiles.get(this.#full.id);
  }

  /**
   * @param {number} columns
   * @param {number} rows
   */
  step(columns, rows) {
    const tiles = this.#tiles;
    const all = tiles.all();
    const large = this.#large;
    if (!large && tiles.current && !this.#list.contains(document.activeElement)) {
      tiles.focus(tiles.current);
      return;
    }
    const from = large ?? tiles.current;
    const now = from ? all.indexOf(from) : -1;
    const by = large ? columns + rows : columns + rows * this.#grid.columns;
    const next = all[now + by];
    if (next) {
      this.to(next);
    }
  }

  /**
   * Takes the tile along.
   *
   * @param {number} columns
   * @param {number} rows
   */
  shift(columns, rows) {
    const { current: tile, ids } = this.#tiles;
    if (!tile) {
      return;
    }
    const to = ids[ids.indexOf(tile.id) + columns + rows * (this.#large ? 1 : this.#grid.columns)];
    if (to) {
      this.#tiles.move(tile.id, to);
    }
  }

  /** @param {import('./tile.js').Tile | undefined} tile */
  to(tile) {
    if (tile && this.#large) {
      this.#full.show(tile.id);
    } else if (tile) {
      this.#tiles.focus(tile);
    }
  }

  first() {
    this.to(this.#tiles.all()[0]);
  }

  last() {
    this.to(this.#tiles.all().at(-1));
  }

  /** @param {number} index */
  pick(index) {
    const tile = this.#tiles.all()[index];
    if (tile) {
      this.#full.show(tile.id);
    }
  }
}
