// Turns requests into decoded pictures: streams, parsers and decoder in a row. Lives in a worker, or in
// the page where workers are missing, and talks in messages either way.

import * as address from './address.js';
import { Decoder } from './decoder.js';
import { PartStream } from './stream.js';

/** @implements {PictureReceiver} */
export class Receiver {
  #post;
  /** @type {PartStream[]} mostly one: see address.js */
  #streams = [];
  #decoder;

  /** @param {(news: ReceiverNews, transfer: Transferable[]) => void} post */
  constructor(post) {
    this.#post = post;
    this.#decoder = new Decoder((frame) => post({ frame }, [frame.bitmap]));
  }

  /** @param {ReceiverMessage} message */
  handle(message) {
    if ('want' in message) {
      this.#want(message.want);
    } else if ('taken' in message) {
      message.taken.forEach((id) => this.#decoder.taken(id));
    } else if ('renew' in message) {
      this.#streams.forEach((stream) => stream.renew());
    } else {
      this.#streams.forEach((stream) => stream.serverAnswers(message.answers));
    }
  }

  close() {
    this.#streams.forEach((stream) => stream.want(null));
  }

  /** @param {Wanted & { base: string }} wanted */
  #want({ base, requests, all }) {
    this.#decoder.keep(new Set(requests.map((request) => request.id)));
    const addresses = requests.length > 0 ? address.streams(base, requests, all) : [];
    while (this.#streams.length < addresses.length) {
      const stream = new PartStream(
        (headers, body) => this.#part(headers, body),
        () => this.#tell(),
      );
      this.#streams.push(stream);
    }
    this.#streams.forEach((stream, index) => stream.want(addresses[index] ?? null));
  }

  /** @type {import('./parts.js').OnPart} */
  #part(headers, body) {
    const id = headers.get('x-framecast-camera') ?? '';
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
