// Turns wishes into decoded pictures: streams, parsers and decoder in a row. Lives in a worker, or in
// the page where workers are missing, and talks in messages either way.

import * as address from './address.js';
import { Decoder } from './decoder.js';
import { PartStream } from './stream.js';

export class Pump {
  #post;
  #streams = []; // mostly one: see address.js
  #decoder;

  /**
   * post(message, things to transfer): { frame }, { slate: id }, { link: open }, or { problem }, which
   * are words about a stream that the server did not give, and '' when it does.
   */
  constructor(post) {
    this.#post = post;
    this.#decoder = new Decoder((frame) => post({ frame }, [frame.bitmap]));
  }

  /** { want: { base, wishes, all } }, { renew }, { answers: boolean } or { taken: [id] }. */
  handle(message) {
    if (message.want) {
      this.#want(message.want);
    } else if (message.taken) {
      message.taken.forEach((id) => this.#decoder.taken(id));
    } else if (message.renew) {
      this.#streams.forEach((stream) => stream.renew());
    } else {
      this.#streams.forEach((stream) => stream.serverAnswers(message.answers));
    }
  }

  close() {
    this.#streams.forEach((stream) => stream.want(null));
  }

  #want({ base, wishes, all }) {
    this.#decoder.keep(new Set(wishes.map((wish) => wish.id)));
    const addresses = wishes.length > 0 ? address.streams(base, wishes, all) : [];
    while (this.#streams.length < addresses.length) {
      this.#streams.push(new PartStream((headers, body) => this.#part(headers, body), () => this.#tell()));
    }
    this.#streams.forEach((stream, index) => stream.want(addresses[index] ?? null));
  }

  #part(headers, body) {
    const id = headers.get('x-framecast-camera');
    if (headers.get('x-framecast-live') === 'true') {
      const at = Number(headers.get('x-timestamp')) * 1000;
      const sequence = Number(headers.get('x-framecast-sequence'));
      this.#decoder.offer({ id, at, sequence, body });
    } else {
      this.#post({ slate: id }, []); // the page says in words what a slate says in pixels
    }
  }

  #tell() {
    this.#post({ link: this.#streams.some((stream) => stream.open) }, []);
    this.#post({ problem: this.#streams.map((stream) => stream.problem).find(Boolean) ?? '' }, []);
  }
}
