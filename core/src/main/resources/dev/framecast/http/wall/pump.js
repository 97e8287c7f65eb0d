// Turns wishes into decoded pictures: stream, parser and decoder in a row. Lives in a worker, or in
// the page where workers are missing, and talks in messages either way.

import * as address from './address.js';
import { Decoder } from './decoder.js';
import { PartStream } from './stream.js';

export class Pump {
  #stream;
  #decoder;

  /** post(message, things to transfer): { frame }, { slate: id } or { link: open }. */
  constructor(post) {
    this.#decoder = new Decoder((frame) => post({ frame }, [frame.bitmap]));
    this.#stream = new PartStream(
      (headers, body) => {
        const id = headers.get('x-framecast-camera');
        if (headers.get('x-framecast-live') === 'true') {
          const at = Number(headers.get('x-timestamp')) * 1000;
          const sequence = Number(headers.get('x-framecast-sequence'));
          this.#decoder.offer({ id, at, sequence, body });
        } else {
          post({ slate: id }, []); // the page says in words what a slate says in pixels
        }
      },
      (open) => post({ link: open }, []),
    );
  }

  /** { want: { base, wishes } }, { renew }, { answers: boolean } or { taken: [id] }. */
  handle(message) {
    if (message.want) {
      const { base, wishes } = message.want;
      this.#stream.want(wishes.length > 0 ? address.streams(base, wishes) : null);
    } else if (message.taken) {
      message.taken.forEach((id) => this.#decoder.taken(id));
    } else if (message.renew) {
      this.#stream.renew();
    } else {
      this.#stream.serverAnswers(message.answers);
    }
  }
}
