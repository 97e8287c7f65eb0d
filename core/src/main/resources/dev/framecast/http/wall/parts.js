// A frame's first stop: takes a multipart stream apart, chunk by chunk, as the network cuts it.
//
// A part's bytes stay where they came: a body is a list of views of the chunks, which a Blob can be
// made of, so nothing is copied here and nothing is searched for but the end of a part's headers.

const LONGEST_HEAD = 4096;
const LONGEST_BODY = 64 * 1024 * 1024;

/** @typedef {(headers: Map<string, string>, body: Uint8Array<ArrayBuffer>[]) => void} OnPart */

export class PartParser {
  #onPart;
  #head = new Uint8Array(LONGEST_HEAD);
  #headLength = 0;
  /** @type {Map<string, string> | null} */
  #headers = null;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #body = [];
  #missing = 0;

  /** @param {OnPart} onPart told of each part; its headers' names are in lower case */
  constructor(onPart) {
    this.#onPart = onPart;
  }

  /**
   * The next bytes. Throws when they are no such stream; the parser is then of no more use.
   *
   * @param {Uint8Array<ArrayBuffer>} chunk
   */
  push(chunk) {
    let at = 0;
    while (at < chunk.length) {
      at = this.#headers ? this.#readBody(this.#headers, chunk, at) : this.#readHead(chunk, at);
    }
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} chunk
   * @param {number} from
   */
  #readHead(chunk, from) {
    const head = this.#head;
    let length = this.#headLength;
    for (let at = from; at < chunk.length; at++) {
      if (length === LONGEST_HEAD) {
        throw new Error('a part of the stream has no end of its headers');
      }
      head[length++] = chunk[at];
      const blankLine =
        length > 3 && head[length - 1] === 10 && head[length - 2] === 13 && head[length - 3] === 10;
      if (blankLine) {
        this.#beginBody(head.subarray(0, length));
        return at + 1;
      }
    }
    this.#headLength = length;
    return chunk.length;
  }

  /** @param {Uint8Array<ArrayBuffer>} head */
  #beginBody(head) {
    const headers = new Map();
    for (const line of String.fromCharCode(...head).split('\r\n')) {
      const colon = line.indexOf(':'); // the boundary's line has none
      if (colon > 0) {
        headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
      }
    }
    const length = Number(headers.get('content-length'));
    if (!(length > 0 && length <= LONGEST_BODY)) {
      throw new Error('a part of the stream does not say how long it is');
    }
    this.#headLength = 0;
    this.#headers = headers;
    this.#missing = length;
  }

  /**
   * @param {Map<string, string>} headers
   * @param {Uint8Array<ArrayBuffer>} chunk
   * @param {number} from
   */
  #readBody(headers, chunk, from) {
    const to = Math.min(chunk.length, from + this.#missing);
    this.#body.push(chunk.subarray(from, to));
    this.#missing -= to - from;
    if (this.#missing === 0) {
      const body = this.#body;
      this.#headers = null;
      this.#body = [];
      this.#onPart(headers, body);
    }
    return to;
  }
}
