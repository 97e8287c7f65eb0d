// For browsers that cannot read a stream or paint a bitmap, and for networks that hold streams up:
// images that the browser streams by itself, for the first few cameras, and snapshots in turn.

import * as address from './address.js';

// A browser opens six HTTP/1.1 connections to a host, and a stream holds one for good. The states
// need one, and the snapshots that take turns another.
const MOST_STREAMS = 4;
const BETWEEN_SNAPSHOTS = 100;
const AFTER_A_FAILURE = 1000;
const SETTLED = 3000;

/** @typedef {import('./camera-view.js').CameraView} CameraView */
/** @typedef {{ image: HTMLImageElement, address: string, since: number }} ImageStream */

/** @implements {PictureReceiver} */
export class ImageReceiver {
  #most;
  #connection;
  #base = '';
  /** @type {CameraRequest[]} */
  #requests = [];
  /** @type {Map<string, ImageStream>} by the cameras' ids */
  #streams = new Map();
  #turning = false;

  /**
   * @param {Transport} name images, or snapshots for snapshots alone
   * @param {import('./connection.js').Connection} connection
   */
  constructor(name, connection) {
    this.#most = name === 'images' ? MOST_STREAMS : 0;
    this.#connection = connection;
  }

  /** @param {ReceiverMessage} message */
  handle(message) {
    if ('want' in message) {
      this.#base = message.want.base;
      this.#requests = message.want.requests;
      this.#stream();
      this.#takeTurns();
    } else if ('answers' in message && message.answers) {
      this.#streams.forEach((stream, id) => this.#look(id, stream));
      this.#stream();
    }
  }

  close() {
    this.#requests = [];
    this.#stream();
  }

  /**
   * The browser does not say when a stream has ended, but the server says that nobody watches.
   *
   * @param {string} id
   * @param {ImageStream} stream
   */
  #look(id, stream) {
    const status = this.#connection.states.cameras.get(id);
    if (status?.viewers === 0 && performance.now() - stream.since > SETTLED) {
      stream.image.removeAttribute('src');
      this.#streams.delete(id);
    } else if (status?.state === 'LIVE') {
      this.#guess(id, status);
    }
  }

  /**
   * Nobody says which picture of a stream is on the screen: the newest, where all is well.
   *
   * @param {string} id
   * @param {CameraStatus} status
   */
  #guess(id, status) {
    const [view] = this.#connection.viewsOf(id);
    view?.guess(status.at - (status.ageMillis ?? 0), status);
  }

  #stream() {
    const requests = this.#requests.slice(0, this.#most);
    const wanted = new Map(requests.map((request) => [request.id, address.stream(this.#base, request)]));
    for (const [id, stream] of this.#streams) {
      if (wanted.get(id) !== stream.address || !stream.image.isConnected) {
        stream.image.removeAttribute('src'); // or the browser goes on reading
        this.#streams.delete(id);
      }
    }
    for (const [id, source] of wanted) {
      const [view] = this.#connection.viewsOf(id);
      if (view && !this.#streams.has(id)) {
        this.#open(id, source, view);
      }
    }
  }

  /**
   * @param {string} id
   * @param {string} source
   * @param {CameraView} view
   */
  #open(id, source, view) {
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
    view.show(image);
  }

  async #takeTurns() {
    if (this.#turning) {
      return;
    }
    this.#turning = true;
    for (let turn = 0; this.#requests.length > this.#most; turn++) {
      const requests = this.#requests.slice(this.#most);
      const done = await this.#snapshot(requests[turn % requests.length]).catch(() => false);
      await pause(done ? BETWEEN_SNAPSHOTS : AFTER_A_FAILURE / requests.length);
    }
    this.#turning = false;
  }

  /**
   * Whether there was one.
   *
   * @param {CameraRequest} request
   */
  async #snapshot(request) {
    const status = this.#connection.states.cameras.get(request.id);
    const down = !status || status.state === 'BACKOFF' || status.state === 'STALLED';
    if (down || !this.#connection.states.answering) {
      return false;
    }
    const image = new Image();
    image.alt = '';
    image.src = `${address.snapshot(this.#base, request)}&t=${Date.now()}`;
    try {
      await image.decode();
    } catch {
      return false;
    }
    const [view] = this.#connection.viewsOf(request.id);
    if (view) {
      view.show(image);
      const at = this.#connection.clock.now() - (status.ageMillis ?? 0);
      const { naturalWidth: width, naturalHeight: height } = image;
      view.painted({ at, sequence: NaN, form: 'JPEG', width, height });
    }
    return true;
  }
}

/** @param {number} millis */
function pause(millis) {
  return new Promise((done) => setTimeout(done, millis));
}
