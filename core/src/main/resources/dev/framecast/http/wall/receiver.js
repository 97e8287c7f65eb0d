// Turns requests into decoded pictures: streams, parsers and decoder in a row. Lives in a worker, or in
// the page where workers are missing, and talks in messages either way.

import * as address from './address.js';
import { Decoder } from './decoder.js';
import { PartStream } from './stream.js';
import { VideoLane } from './video-lane.js';

const PAINTED_SLOWLY = 250; // as video-choice.js has it
const NOT_PAINTED = 2000;

/** @implements {PictureReceiver} */
export class Receiver {
  #post;
  /** @type {PartStream[]} mostly one: see address.js */
  #streams = [];
  #decoder;
  /** @type {Map<string, VideoLane>} of cameras whose video comes, by their ids */
  #videos = new Map();
  /** @type {Set<string>} the ids of those that are asked for in video */
  #asked = new Set();

  /** @param {(news: ReceiverNews, transfer: Transferable[]) => void} post */
  constructor(post) {
    this.#post = post;
    this.#decoder = new Decoder((frame) => post({ frame }, [frame.image]));
  }

  /** @param {ReceiverMessage} message */
  handle(message) {
    if ('want' in message) {
      this.#want(message.want);
    } else if ('taken' in message) {
      message.taken.forEach((id) => this.#taken(id));
    } else if ('renew' in message) {
      this.#streams.forEach((stream) => stream.renew());
    } else {
      this.#streams.forEach((stream) => stream.serverAnswers(message.answers));
    }
  }

  /** @param {string} id */
  #taken(id) {
    const waited = this.#decoder.taken(id);
    // Longer than that nothing was painted, such as of a window behind another.
    if (this.#videos.has(id) && waited > PAINTED_SLOWLY && waited < NOT_PAINTED) {
      this.#post({ slow: { id, wait: 0, late: waited } }, []);
    }
  }

  close() {
    this.#streams.forEach((stream) => stream.want(null));
    this.#keep([]);
  }

  /** @param {Wanted & { base: string }} wanted */
  #want({ base, requests, all }) {
    this.#keep(requests);
    const addresses = requests.length > 0 ? address.streams(base, requests, all) : [];
    while (this.#streams.length < addresses.length) {
      const stream = new PartStream(
        (headers, body) => this.#part(headers, body),
        () => this.#tell(),
      );
      this.#streams.push(stream);
    }
    const seen = requests.map((one) => ({ ...one, after: this.#videos.get(one.id)?.seen() }));
    const first = requests.length > 0 ? address.streams(base, seen, all) : [];
    const going = first.length === addresses.length ? first : addresses; // those may be too long
    this.#streams.forEach((stream, index) => {
      stream.want(addresses[index] ?? null, going[index] ?? null);
    });
  }

  /** @param {CameraRequest[]} requests */
  #keep(requests) {
    const ids = new Set(requests.map((request) => request.id));
    this.#asked = new Set(requests.filter(({ form }) => form === 'video').map(({ id }) => id));
    for (const [id, video] of this.#videos) {
      if (!ids.has(id)) {
        video.interrupt();
        this.#videos.delete(id);
      }
    }
    this.#decoder.keep(ids);
  }

  /** @type {import('./parts.js').OnPart} */
  #part(headers, body) {
    const id = headers.get('x-framecast-camera') ?? '';
    const at = Number(headers.get('x-timestamp')) * 1000;
    const sequence = Number(headers.get('x-framecast-sequence'));
    if (headers.get('content-type')?.startsWith('video/')) {
      this.#video(id).offer(unitOf(headers, { at, sequence, body }));
      return;
    }
    this.#videos.get(id)?.interrupt();
    if (!this.#asked.has(id)) {
      this.#videos.delete(id); // else the next key frame is on its way
    }
    if (headers.get('x-framecast-live') === 'true') {
      this.#decoder.offer({ id, at, sequence, form: 'JPEG', body });
    } else {
      this.#post({ slate: id }, []); // the page says in words what a slate says in pixels
    }
  }

  /** @param {string} id */
  #video(id) {
    let video = this.#videos.get(id);
    if (!video) {
      video = new VideoLane(
        id,
        (picture) => this.#decoder.offer(picture),
        (news) => this.#post(news, []),
      );
      this.#videos.set(id, video);
    }
    return video;
  }

  #tell() {
    this.#post({ link: this.#streams.some((stream) => stream.open) }, []);
    this.#post({ problem: this.#streams.map((stream) => stream.problem).find(Boolean) ?? '' }, []);
  }
}

/**
 * @param {Map<string, string>} headers
 * @param {{ at: number, sequence: number, body: Uint8Array<ArrayBuffer>[] }} part
 * @returns {VideoUnit}
 */
function unitOf(headers, part) {
  const isKey = headers.get('x-framecast-frame') === 'key';
  const [width, height] = (headers.get('x-framecast-size') ?? '').split('x').map(Number);
  return {
    ...part,
    codec: isKey ? (headers.get('x-framecast-codec') ?? '') : '',
    width,
    height,
    presented: Number(headers.get('x-framecast-presented')),
    epoch: Number(headers.get('x-framecast-epoch')),
    arrived: performance.now(),
  };
}
