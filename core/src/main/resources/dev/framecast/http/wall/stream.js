// One stream of parts that is kept alive: dials again when it ends, and changes over to another
// address without a gap, by letting the old request run until the first part of the new one.

import { problemOf } from './answers.js';
import { PartParser } from './parts.js';
import { text } from './texts.js';

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;
const LONGEST_OVERLAP = 3000;

export class PartStream {
  /** What is wrong with the server's last answer, in words; '' if nothing is, or if there was none. */
  problem = '';

  #onPart;
  #onChange;
  /** @type {string | null} */
  #address = null;
  /** @type {AbortController | null} shows pictures */
  #old = null;
  /** @type {AbortController | null} has been asked for */
  #new = null;
  #failures = 0;
  #timer = 0;
  #serverAnswers = true;

  /**
   * @param {import('./parts.js').OnPart} onPart
   * @param {() => void} onChange called when `open` or `problem` may have changed
   */
  constructor(onPart, onChange) {
    this.#onPart = onPart;
    this.#onChange = onChange;
  }

  /** Whether pictures flow. */
  get open() {
    return this.#old !== null;
  }

  /**
   * Streams that address from now on; null for none.
   *
   * @param {string | null} address
   * @param {string | null} first the same, for one that goes on where pictures are now
   */
  want(address, first = address) {
    if (address !== this.#address) {
      this.#address = address;
      this.#failures = 0;
      this.#dial(this.open ? first : address);
    }
  }

  /** Asks anew for the same, because something seems to be missing. */
  renew() {
    this.#dial();
  }

  /**
   * Whether others reach the server. While they do not, dialling would only fill the console.
   *
   * @param {boolean} yes
   */
  serverAnswers(yes) {
    const back = yes && !this.#serverAnswers;
    this.#serverAnswers = yes;
    if (back && this.#old === null && this.#new === null) {
      this.#failures = 0;
      this.#dial();
    }
  }

  #dial(address = this.#address) {
    clearTimeout(this.#timer);
    this.#new?.abort();
    this.#new = null;
    if (address === null) {
      this.#old?.abort();
      this.#old = null;
      this.problem = '';
      this.#onChange();
      return;
    }
    const request = new AbortController();
    this.#new = request;
    this.#read(request, address);
    // Where no new picture comes, what is no longer wanted must end all the same.
    setTimeout(() => this.#new === request && this.#old?.abort(), LONGEST_OVERLAP);
  }

  /**
   * @param {AbortController} request
   * @param {string} address
   */
  async #read(request, address) {
    try {
      const answer = await fetch(address, { signal: request.signal, cache: 'no-store' });
      const problem = await problemOf(answer, 'multipart/x-mixed-replace', text('thePictures'));
      if (problem) {
        this.#refused(request, problem);
        return;
      }
      const parser = new PartParser((headers, body) => {
        this.#changeOver(request);
        this.#onPart(headers, body);
      });
      const reader = answer.body?.getReader(); // an answer of status 204 has none
      while (reader) {
        const { done, value } = await reader.read();
        if (done || request.signal.aborted) {
          break;
        }
        parser.push(value);
      }
    } catch {
      // Why does not matter: it is tried again, and the states tell people what is wrong.
    }
    request.abort();
    this.#ended(request);
  }

  /**
   * Not without a word: a camera may have been removed, or a login may have ended.
   *
   * @param {AbortController} request
   * @param {string} problem
   */
  #refused(request, problem) {
    request.abort();
    if (request === this.#new) {
      this.problem = problem;
      this.#onChange();
    }
    this.#ended(request);
  }

  /** @param {AbortController} request */
  #changeOver(request) {
    if (this.#new === request) {
      this.#old?.abort();
      this.#old = request;
      this.#new = null;
      this.#failures = 0;
      this.problem = '';
      this.#onChange();
    }
  }

  /** @param {AbortController} request */
  #ended(request) {
    if (request === this.#old) {
      this.#old = null;
      this.#onChange();
      if (this.#new === null) {
        this.#dialLater();
      }
    } else if (request === this.#new) {
      this.#new = null;
      this.#dialLater();
    }
  }

  #dialLater() {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        // Else serverAnswers() dials.
        if (this.#serverAnswers) {
          this.#dial();
        }
      },
      wait * (0.5 + Math.random() / 2), // or all pages of a wall would dial in step
    );
  }
}
