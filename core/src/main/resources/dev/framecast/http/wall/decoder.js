// Decodes JPEGs off the thread, for each camera the newest only: while a picture of a camera is
// being decoded, or waits to be painted, one more is kept, and each newer one takes its place.

/** @typedef {{ busy: boolean, next: JpegFrame | null }} Lane of one camera */

export class Decoder {
  #deliver;
  /** @type {Map<string, Lane>} by the cameras' ids */
  #lanes = new Map();

  /**
   * @param {(frame: Frame) => void} deliver the bitmap is then the receiver's, who says
   *     taken(frame.id) when done
   */
  constructor(deliver) {
    this.#deliver = deliver;
  }

  /**
   * Only these cameras' pictures are wanted from now on: what is kept of others goes.
   *
   * @param {Set<string>} ids
   */
  keep(ids) {
    for (const id of this.#lanes.keys()) {
      if (!ids.has(id)) {
        this.#lanes.delete(id);
      }
    }
  }

  /** @param {JpegFrame} frame */
  offer(frame) {
    let lane = this.#lanes.get(frame.id);
    if (!lane) {
      lane = { busy: false, next: null };
      this.#lanes.set(frame.id, lane);
    }
    if (lane.busy) {
      lane.next = frame;
    } else {
      this.#decode(lane, frame);
    }
  }

  /**
   * The camera's picture is painted: the next may come.
   *
   * @param {string} id
   */
  taken(id) {
    const lane = this.#lanes.get(id);
    if (lane) {
      this.#go(lane);
    }
  }

  /** @param {Lane} lane */
  #go(lane) {
    const next = lane.next;
    lane.next = null;
    lane.busy = false;
    if (next) {
      this.#decode(lane, next);
    }
  }

  /**
   * @param {Lane} lane
   * @param {JpegFrame} frame
   */
  async #decode(lane, { id, at, sequence, body }) {
    lane.busy = true;
    try {
      const bitmap = await createImageBitmap(new Blob(body, { type: 'image/jpeg' }));
      this.#deliver({ id, at, sequence, bitmap });
    } catch {
      this.#go(lane); // a broken JPEG costs one picture
    }
  }
}
