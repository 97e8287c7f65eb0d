// <framecast-camera id="door">: a live camera in any page of the same host, with one line:
//
//   <script type="module" src="/cams/wall/camera-element.js"></script>
//
// All elements of a page share one connection. An element that is removed, hidden or scrolled away
// costs the server nothing.

import { perSecond, pixels } from './address.js';
import { Connection } from './connection.js';
import { guarded } from './guarded.js';
import { text } from './texts.js';

const LOOK = 250;
const STYLE = `
  :host { display: inline-block; position: relative; width: 320px; max-width: 100%;
    aspect-ratio: var(--framecast-shape, 16 / 9); overflow: hidden; background: #17191c; contain: content; }
  :host([hidden]) { display: none; }
  .screen, .screen > * { display: block; position: absolute; inset: 0; width: 100%; height: 100%; }
  .screen > * { object-fit: contain; }
  :host(:not([data-state='live'])) .screen > * { filter: grayscale(1) brightness(.62); }
  p { position: absolute; inset: auto 0 0; margin: 0; padding: 6px 9px; color: #fff;
    background: rgb(10 11 13 / .74); font: 12px/1.35 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
  :host([data-state='live']) p { display: none; }
  span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`;

/** @type {Set<FramecastCamera>} */
const elements = new Set();
/** @type {Connection | null} */
let connection = null;
/** @type {(() => void) | null} */
let stopLooking = null;

/** The page's one connection, to the folder where the sink is mounted: this is wall/VERSION/. */
function connect() {
  connection ??= new Connection(new URL('../..', import.meta.url).href);
  return connection;
}

function beginLooking() {
  const timer = setInterval(lookAtAll, LOOK);
  const stopListening = connect().listen(lookAtAll);
  return () => {
    clearInterval(timer);
    stopListening();
  };
}

function lookAtAll() {
  elements.forEach((element) => guarded(() => element.look()));
}

export class FramecastCamera extends HTMLElement {
  static observedAttributes = ['camera', 'id', 'width', 'fps', 'form'];

  #screen = document.createElement('div');
  #what = document.createElement('span');
  #why = document.createElement('span');
  /** @type {import('./camera-view.js').CameraView | null} */
  #view = null;
  #shows = '';

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const reason = document.createElement('p');
    const style = new CSSStyleSheet(); // a <style> would need leave from the page's own policy
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    this.#screen.className = 'screen';
    reason.append(this.#what, this.#why);
    root.append(this.#screen, reason);
  }

  connectedCallback() {
    if (!this.hasAttribute('role')) {
      this.setAttribute('role', 'img');
    }
    this.#begin();
  }

  disconnectedCallback() {
    this.#end();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) {
      return;
    }
    if (['width', 'fps', 'form'].includes(name)) {
      this.#ask();
    } else if ((this.getAttribute('camera') || this.id) !== this.#shows) {
      this.#end();
      this.#begin();
    }
  }

  #begin() {
    const id = this.getAttribute('camera') || this.id;
    if (id !== this.#shows) {
      this.#screen.replaceChildren(); // another camera's picture
      this.#shows = id;
    }
    if (!id || this.#view) {
      return;
    }
    this.#view = connect().show(id, this.#screen, (age, picture) => this.#painted(age, picture));
    this.#ask();
    elements.add(this);
    stopLooking ??= beginLooking();
    this.look();
  }

  #end() {
    this.#view?.close();
    this.#view = null;
    elements.delete(this);
    for (const name of ['state', 'ageMs', 'sequence', 'form', 'reduced']) {
      delete this.dataset[name];
    }
    this.removeAttribute('aria-label');
    this.#what.textContent = '';
    this.#why.textContent = '';
    if (elements.size === 0) {
      stopLooking?.();
      stopLooking = null;
    }
  }

  #ask() {
    if (this.#view) {
      this.#view.width = pixels(this.getAttribute('width')) || undefined;
      this.#view.fps = perSecond(this.getAttribute('fps'));
      this.#view.video = this.#view.fps === 0 && this.getAttribute('form') !== 'jpeg';
      connect().change();
    }
  }

  /**
   * @param {number} age
   * @param {Painted} picture
   */
  #painted(age, { form, width, height, sequence }) {
    this.style.setProperty('--framecast-shape', `${width} / ${height}`); // a page's own shape wins
    this.dataset.ageMs = age.toFixed(1);
    this.dataset.sequence = String(sequence);
    this.dataset.form = form;
    if (this.dataset.state !== 'live') {
      this.look();
    }
  }

  /** Says what is to be said now. */
  look() {
    if (!this.#view) {
      return;
    }
    const { state, what, why } = this.#view.reading();
    if (this.dataset.state !== state) {
      const name = connect().states.cameras.get(this.#view.id)?.name ?? this.#view.id;
      this.dataset.state = state;
      this.setAttribute('aria-label', text('tileLabel', { name, state: text(`state-${state}`) }));
    }
    this.toggleAttribute('data-reduced', state === 'live' && this.#view.reduced);
    this.#what.textContent = what;
    this.#why.textContent = why;
  }
}

if (!customElements.get('framecast-camera')) {
  customElements.define('framecast-camera', FramecastCamera); // the same of another folder was first
}
