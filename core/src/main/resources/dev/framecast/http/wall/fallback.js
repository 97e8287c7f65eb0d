// For browsers that cannot read a stream or paint a bitmap, and for networks that hold streams up:
// images that the browser streams by itself, for the first few cameras, and snapshots in turn.

import * as address from './address.js';

// A browser opens six HTTP/1.1 connections to a host, and a stream holds one for good. The states
// need one, and the snapshots that take turns another.
const MOST_STREAMS = 4;
const BETWEEN_SNAPSHOTS = 100;
const AFTER_A_FAILURE = 1000;
const SETTLED = 3000;

export class ImagePump {
  #most;
  #connection;
  #base = '';
  #wishes = [];
  #streams = new Map(); // id -> { image, address }
  #turning = false;

  /** name: images, or snapshots for snapshots alone. */
  constructor(name, connection) {
    this.#most = name === 'images' ? MOST_STREAMS : 0;
    this.#connection = connection;
  }

  handle({ want, answers }) {
    if (want) {
      this.#base = want.base;
      this.#wishes = want.wishes;
      this.#stream();
      this.#takeTurns();
    } else if (answers) {
      this.#streams.forEach((stream, id) => this.#look(id, stream));
      this.#stream();
    }
  }

  close() {
    this.#wishes = [];
    this.#stream();
  }

  /** The browser does not say when a stream has ended, but the server says that nobody watches. */
  #look(id, stream) {
    const status = this.#connection.states.cameras.get(id);
    if (status?.viewers === 0 && performance.now() - stream.since > SETTLED) {
      stream.image.removeAttribute('src');
      this.#streams.delete(id);
    } else if (status?.state === 'LIVE') {
      this.#guess(id, status);
    }
  }

  /** Nobody says which picture of a stream is on the screen: the newest, where all is well. */
  #guess(id, status) {
    const [watch] = this.#connection.watchesOf(id);
    watch?.guess(status.at - status.ageMillis, status);
  }

  #stream() {
    const wishes = this.#wishes.slice(0, this.#most);
    const wanted = new Map(wishes.map((wish) => [wish.id, address.stream(this.#base, wish)]));
    for (const [id, stream] of this.#streams) {
      if (wanted.get(id) !== stream.address || !stream.image.isConnected) {
        stream.image.removeAttribute('src'); // or the browser goes on reading
        this.#streams.delete(id);
      }
    }
    for (const [id, source] of wanted) {
      const [watch] = this.#connection.watchesOf(id);
      if (watch && !this.#streams.has(id)) {
        this.#open(id, source, watch);
      }
    }
  }

  #open(id, source, watch) {
    const image = new Image();
    const stream = { image, address: source, since: performance.now() };
    this.#streams.set(id, stream);
    image.alt = '';
    image.onerror = () => {
      if (this.#streams.get(id) === stream) {
        this.#streams.delete(id);
      }
    };
    image.src = source;
    watch.show(image);
  }

  async #takeTurns() {
    if (this.#turning) {
      return;
    }
    this.#turning = true;
    for (let turn = 0; this.#wishes.length > this.#most; turn++) {
      const wishes = this.#wishes.slice(this.#most);
      const done = await this.#snapshot(wishes[turn % wishes.length]).catch(() => false);
      await pause(done ? BETWEEN_SNAPSHOTS : AFTER_A_FAILURE / wishes.length);
    }
    this.#turning = false;
  }

  async #snapshot(wish) {
    const status = this.#connection.states.cameras.get(wish.id);
    const down = !status || status.state === 'BACKOFF' || status.state === 'STALLED';
    if (down || !this.#connection.states.answering) {
      return false;
    }
    const image = new Image();
    image.alt = '';
    image.src = `${address.snapshot(this.#base, wish)}&t=${Date.now()}`;
    try {
      await image.decode();
    } catch {
      return false;
    }
    const [watch] = this.#connection.watchesOf(wish.id);
    if (watch) {
      watch.show(image);
      const at = this.#connection.clock.now() - (status.ageMillis ?? 0);
      watch.painted({ at, sequence: NaN, width: image.naturalWidth, height: image.naturalHeight });
    }
    return true;
  }
}

function pause(millis) {
  return new Promise((done) => setTimeout(done, millis));
}
