// Whether the other cameras are shown beside the one in full; the browser keeps it. Those that are
// not shown are not asked for, as whatever is out of sight.

import { load, save } from './keep.js';

const NAME = 'others';

export class Strip {
  hidden = load(NAME) === 'hidden';
  #onChange;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  toggle() {
    this.hidden = !this.hidden;
    save(NAME, this.hidden ? 'hidden' : 'shown');
    this.#onChange();
  }
}
