// One stream of parts that is kept alive: dials again when it ends, and changes over to another
// address without a gap, by letting the old request run until the first part of the new one.

import { PartParser } from './parts.js';

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;
const LONGEST_OVERLAP = 3000;

export class PartStream {
  #onPart;
  #onLink;
  #address = null;
  #old = null; // shows pictures
  #new = null; // has been asked for
  #failures = 0;
  #timer = 0;
  #serverAnswers = true;

  /** onPart(headers, body) for each part; onLink(open) when pictures begin or cease to flow. */
  constructor(onPart, onLink) {
    this.#onPart = onPart;
    this.#onLink = onLink;
  }

  /** Streams that address from now on; null for none. */
  want(address) {
    if (address !== this.#address) {
      this.#address = address;
      this.#failures = 0;
      this.#dial();
    }
  }

  /** Asks anew for the same, because something seems to be missing. */
  renew() {
    this.#dial();
  }

  /** Whether others reach the server. While they do not, dialling would only fill the console. */
  serverAnswers(yes) {
    const back = yes && !this.#serverAnswers;
    this.#serverAnswers = yes;
    if (back && this.#old === null && this.#new === null) {
      this.#failures = 0;
      this.#dial();
    }
  }

  #dial() {
    clearTimeout(this.#timer);
    this.#new?.abort();
    this.#new = null;
    if (this.#address === null) {
      this.#old?.abort();
      this.#old = null;
      this.#onLink(false);
      return;
    }
    const request = new AbortController();
    this.#new = request;
    this.#read(request, this.#address);
    // Where no new picture comes, what is no longer wanted must end all the same.
    setTimeout(() => this.#new === request && this.#old?.abort(), LONGEST_OVERLAP);
  }

  async #read(request, address) {
    try {
      const answer = await fetch(address, { signal: request.signal, cache: 'no-store' });
      if (!answer.ok) {
        throw new Error(`the server answers ${answer.status}`);
      }
      const parser = new PartParser((headers, body) => {
        this.#changeOver(request);
        this.#onPart(headers, body);
      });
      const reader = answer.body.getReader();
      for (;;) {
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

  #changeOver(request) {
    if (this.#new === request) {
      this.#old?.abort();
      this.#old = request;
      this.#new = null;
      this.#failures = 0;
      this.#onLink(true);
    }
  }

  #ended(request) {
    if (request === this.#old) {
      this.#old = null;
      this.#onLink(false);
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
