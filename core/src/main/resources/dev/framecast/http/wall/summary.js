// What the page says of all cameras together: in its bar, in the window's title, and in place of the
// tiles where there are none.

import { text } from './texts.js';
import { capital, ended } from './words.js';

const DOWN = new Set(['stalled', 'offline', 'unreachable', 'refused', 'closed']);

/** @typedef {import('./states.js').States} States */
/** @typedef {{ summary: HTMLElement, empty: HTMLElement, login: HTMLElement }} SummaryElements */

export class Summary {
  #where;
  #states;

  /**
   * @param {SummaryElements} where
   * @param {States} states
   */
  constructor(where, states) {
    this.#where = where;
    this.#states = states;
  }

  /**
   * @param {{ state: Reading['state'] | '' }[]} tiles all that there are
   * @param {number} shown how many of them are on the page
   * @param {string} title of what is shown
   */
  tell(tiles, shown, title) {
    const { summary, empty, login } = this.#where;
    const states = this.#states;
    /** @param {Reading['state']} state */
    const how = (state) => tiles.filter((tile) => tile.state === state).length;
    // Pictures that come say more than one answer that does not.
    const silent = !states.answering && how('live') === 0;
    const numbers = {
      cameras: text('cameras', { count: tiles.length }),
      live: how('live'),
      unseen: how('idle'),
    };
    summary.textContent = silent
      ? capital(states.problem)
      : states.known
        ? text(numbers.unseen > 0 ? 'summaryUnseen' : 'summary', numbers)
        : '';
    login.hidden = !states.refused;
    empty.hidden = shown > 0;
    empty.textContent = this.#emptiness();
    const down = tiles.filter((tile) => DOWN.has(tile.state)).length;
    document.title = down > 0 ? text('titleDown', { count: down, title }) : title;
  }

  /** Why there are no tiles. */
  #emptiness() {
    const { answering, known, refused, problem, cameras } = this.#states;
    if (!answering) {
      const sentence = capital(ended(problem));
      return refused ? sentence : text('tryingAgain', { problem: sentence });
    }
    return text(!known ? 'connectingToServer' : cameras.size > 0 ? 'noneOfAddress' : 'noCameras');
  }
}
