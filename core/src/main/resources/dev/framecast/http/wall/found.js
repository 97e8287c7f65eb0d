// Cameras that are found on the network, where the server offers that: a list, with a line for each
// that a file of cameras takes. What they say of themselves comes from strangers: it is text alone.

import * as address from './address.js';
import { copyField } from './copy.js';
import { element } from './elements.js';
import { text } from './texts.js';

/** @typedef {import('./texts.js').TextName} TextName */

/** How soon it is looked again what has been found, while the server looks. */
const EVERY = 1000;

/** For an answer, in milliseconds. */
const PATIENCE = 4000;

/**
 * What the server says of a camera, and what that is called here.
 *
 * @type {Map<string, TextName>}
 */
const PROBLEMS = new Map([
  ['wants a login', 'foundWantsLogin'],
  ['refuses the login', 'foundRefusesLogin'],
  ['has its ONVIF service over https, with a certificate that this Java does not trust', 'foundUntrusted'],
]);

export class Found {
  #dialog;
  #base;
  #list;
  #said;
  #again;
  #timer = 0;
  #shown = '';

  /**
   * @param {HTMLDialogElement} dialog
   * @param {string} base the folder where the sink is mounted
   */
  constructor(dialog, base) {
    this.#dialog = dialog;
    this.#base = base;
    this.#list = /** @type {HTMLElement} */ (dialog.querySelector('ul'));
    this.#said = /** @type {HTMLElement} */ (dialog.querySelector('.said'));
    this.#again = /** @type {HTMLButtonElement} */ (dialog.querySelector('.again'));
    this.#again.addEventListener('click', () => this.#ask(true));
    dialog.addEventListener('close', () => clearTimeout(this.#timer));
  }

  open() {
    this.#dialog.showModal();
    this.#ask(true);
  }

  /** @param {boolean} search whether the server is to look anew, if it has not just done so */
  async #ask(search) {
    clearTimeout(this.#timer);
    const found = await this.#answer(search);
    if (!this.#dialog.open) {
      return;
    }
    if (!found) {
      this.#say(text('foundNot'));
      this.#again.disabled = false;
      return;
    }
    this.#show(found);
    if (found.searching) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(false), EVERY);
    }
  }

  /**
   * @param {boolean} search
   * @returns {Promise<FoundJson | null>} null where the server does not answer so
   */
  async #answer(search) {
    try {
      /** @type {Record<string, string>} */
      const headers = search ? { 'X-Framecast-Search': '1' } : {};
      const answer = await fetch(address.found(this.#base), {
        cache: 'no-store',
        headers,
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {FoundJson} found */
  #show(found) {
    const { searching, cameras } = found;
    this.#say(words(found));
    this.#again.disabled = searching;
    // The same list stays as it is, with what somebody has selected in it.
    const shown = JSON.stringify(cameras);
    if (this.#shown !== shown) {
      this.#shown = shown;
      this.#list.replaceChildren(...cameras.map((camera) => this.#item(camera)));
    }
  }

  /** @param {FoundCameraJson} camera */
  #item({ id, host, name, streams, address: where, secret, login, there, problem }) {
    const item = element('li', 'found');
    const title = element('p', 'found-name');
    title.textContent = name || host;
    const about = element('p', 'found-about');
    const known = PROBLEMS.get(problem);
    const notes = [
      name && host, streams, known ? text(known) : problem, there && text('foundThere'),
      where && login && text('foundLogin'), secret && text('foundSecret'),
    ];
    about.textContent = notes.filter(Boolean).join(' · ');
    item.append(title, about);
    if (id) {
      item.append(this.#line(`${id}=${where}`, name || host));
    }
    return item;
  }

  /**
   * @param {string} line
   * @param {string} name
   */
  #line(line, name) {
    const row = element('div', 'copied');
    const field = element('input', 'line');
    field.readOnly = true;
    field.value = line;
    field.setAttribute('aria-label', text('foundLine', { name }));
    field.addEventListener('focus', () => field.select());
    const button = element('button', 'plain-button');
    button.type = 'button';
    button.textContent = text('copyIt');
    button.setAttribute('aria-label', text('foundCopy', { name }));
    button.addEventListener('click', () => copyField(field, this.#said, 'foundCopied'));
    row.append(field, button);
    return row;
  }

  /** @param {string} told */
  #say(told) {
    if (this.#said.textContent !== told) {
      this.#said.textContent = told;
    }
  }
}

/** @param {FoundJson} found */
function words({ searching, ageMillis, problem, cameras, more }) {
  if (searching) {
    return text('foundSearching');
  }
  if (problem) {
    return text('foundFailed', { problem });
  }
  const count = cameras.length + more;
  return ageMillis === null ? '' : count === 0 ? text('foundNone') : text('foundCount', { count });
}
