// A camera on the wall: its picture, its caption, its buttons, and the words over a picture that is
// not live.

import { CaptureClock } from './capture-clock.js';
import { button, element, icon } from './elements.js';
import { text } from './texts.js';
import { rate, seconds, span } from './words.js';

/** @typedef {{ [name in 'open' | 'pause' | 'snapshot' | 'addresses' | 'back']: (tile: Tile) => void }} TileActions */

const BRIEF = 1500;
const RUNNING = new Set(['live', 'late']);

export class Tile {
  item = element('li', 'tile blank');
  open = element('button', 'open');
  /** @type {Reading['state'] | ''} */
  state = '';
  #name = element('span', 'name');
  #word = element('span', 'word');
  #reduced = element('span', 'less');
  #age = element('span', 'age');
  #rate = element('span', 'rate');
  #form = element('span', 'form');
  #size = element('span', 'size');
  #what = element('span', 'what');
  #why = element('span', 'why');
  /** @type {CaptureClock | null} */
  #clock = null;
  #pause;
  #view;
  #paintedAge = NaN;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {CameraStatus} status
   * @param {TileActions} actions each called with this tile
   * @param {boolean} clock whether to say when pictures were captured
   */
  constructor(connection, status, actions, clock) {
    this.id = status.id;
    const screen = element('span', 'screen');
    this.open.type = 'button';
    this.open.append(screen);
    // A double click opens once.
    this.open.addEventListener('click', ({ detail }) => detail < 2 && actions.open(this));
    this.#pause = button('pause', text('pause'), () => actions.pause(this));
    const tools = element('div', 'tools');
    tools.append(
      this.#pause,
      button('snapshot', text('saveSnapshot'), () => actions.snapshot(this)),
      button('link', text('addresses'), () => actions.addresses(this)),
      button('back', text('back'), () => actions.back(this)),
    );
    const reason = element('p', 'reason');
    reason.id = `reason-${status.id}`;
    this.open.setAttribute('aria-describedby', reason.id);
    reason.append(this.#what, this.#why);
    const caption = element('div', 'caption');
    caption.append(element('i', 'dot'), this.#name, this.#word, this.#reduced, this.#age);
    caption.append(this.#rate, this.#form, this.#size);
    this.#reduced.title = text('reducedWhy');
    this.item.append(this.open, reason, tools, caption);
    if (clock) {
      this.#clock = new CaptureClock();
      this.item.append(this.#clock.element);
    }
    this.item.dataset.camera = status.id;
    this.#view = connection.show(status.id, screen, (age, picture) => this.#painted(age, picture));
    this.rename(status.name);
    this.check();
  }

  get view() {
    return this.#view;
  }

  get name() {
    return this.#name.textContent;
  }

  /** @param {string} name */
  rename(name) {
    if (name !== this.name) {
      this.#name.textContent = name;
      this.state = ''; // the label has the name in it
    }
  }

  /**
   * For whoever measures the page; people read the caption.
   *
   * @param {number} age
   * @param {Painted} picture
   */
  #painted(age, { at, form, sequence }) {
    this.item.classList.remove('blank');
    this.#clock?.tell(at);
    this.#paintedAge = age;
    const data = this.item.dataset;
    data.ageMs = age.toFixed(1);
    data.form = form;
    data.sequence = String(sequence);
    if (this.state !== 'live') {
      this.check();
    }
  }

  /** Looks whether the state is still what it was. Gives the reading. */
  check() {
    const reading = this.#view.reading();
    const changed = reading.state !== this.state;
    if (changed) {
      this.state = reading.state;
      this.item.dataset.state = reading.state;
      const state = text(`state-${reading.state}`);
      this.#word.textContent = state;
      this.open.setAttribute('aria-label', text('tileLabel', { name: this.name, state }));
    }
    this.#tellReduced();
    write(this.#what, reading.what);
    write(this.#why, reading.why);
    if (changed) {
      this.tell();
    } else if (reading.state !== 'live') {
      this.#tellAge(); // in step with the words, which have it too
    }
    return reading;
  }

  /** That a live picture is smaller or comes less often than it would over a faster connection. */
  #tellReduced() {
    const reduced = this.state === 'live' && this.#view.reduced;
    write(this.#reduced, reduced ? text('reduced') : '');
    this.item.classList.toggle('reduced', reduced);
  }

  /** Writes the numbers. */
  tell() {
    const view = this.#view;
    const fps = view.rate();
    this.item.dataset.fps = fps.toFixed(2);
    this.#tellAge();
    this.#clock?.look();
    write(this.#rate, fps > 0 && RUNNING.has(this.state) ? rate(fps) : '');
    const { form = '', width = 0, height = 0 } = view.last ?? {};
    const size = width > 0 ? `${width}×${height}` : '';
    write(this.#form, form);
    write(this.#size, size);
    this.#name.title = [this.name, form, size].filter(Boolean).join(' '); // where there is no room
  }

  /** A picture that has just come is told by the age it came with, which does not jump about. */
  #tellAge() {
    const age = this.#view.age();
    const brief = this.state === 'live' && age < BRIEF;
    write(this.#age, Number.isNaN(age) ? '' : brief ? span(this.#paintedAge) : seconds(age));
  }

  /** @param {boolean} paused */
  setPaused(paused) {
    this.#view.paused = paused;
    const label = text(paused ? 'resume' : 'pause');
    this.#pause.replaceChildren(icon(paused ? 'play' : 'pause'));
    this.#pause.setAttribute('aria-label', label);
    this.#pause.title = label;
  }

  /**
   * Whether the tab key stops at it and its buttons.
   *
   * @param {boolean} stop
   */
  setTabStop(stop) {
    this.item.querySelectorAll('button').forEach((one) => (one.tabIndex = stop ? 0 : -1));
  }

  /**
   * Whether it is the large one.
   *
   * @param {boolean} full
   */
  setFull(full) {
    this.item.classList.toggle('full', full);
    this.open.setAttribute('aria-expanded', String(full));
  }

  /** @param {boolean} shown whether it is on the page */
  setShown(shown) {
    this.item.hidden = !shown;
    this.item.classList.remove('soon');
  }

  /** @param {boolean} soon whether it will be, so that pictures are to come already */
  setSoon(soon) {
    const away = Boolean(this.item.hidden) || this.item.classList.contains('soon');
    this.item.classList.toggle('soon', soon && away);
    this.item.hidden = away && !soon;
  }

  close() {
    this.#view.close();
    this.item.remove();
  }
}

/**
 * Text that stays the same is not worth a layout.
 *
 * @param {HTMLElement} where
 * @param {string} words
 */
function write(where, words) {
  if (where.textContent !== words) {
    where.textContent = words;
  }
}
