// Decodes JPEGs off the thread, and hands pictures on, of each camera the newest only: while one is
// being decoded, or waits to be painted, one more is kept, and each newer one takes its place. What
// comes out of a video decoder is handed on as it is.

/** @typedef {{ busy: boolean, next: RawPicture | null, since: number }} Lane of one camera; since when its picture waits to be painted */

export class Decoder {
  #deliver;
  /** @type {Map<string, Lane>} by the cameras' ids */
  #lanes = new Map();

  /**
   * @param {(frame: Frame) => void} deliver the image is then the receiver's, who says
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
    for (const [id, lane] of this.#lanes) {
      if (!ids.has(id)) {
        release(lane.next);
        lane.next = null;
        this.#lanes.delete(id);
      }
    }
  }

  /** @param {RawPicture} picture */
  offer(picture) {
    let lane = this.#lanes.get(picture.id);
    if (!lane) {
      lane = { busy: false, next: null, since: NaN };
      this.#lanes.set(picture.id, lane);
    }
    if (lane.busy) {
      release(lane.next);
      lane.next = picture;
    } else {
      this.#decode(lane, picture);
    }
  }

  /**
   * The camera's picture is painted: the next may come. Gives for how many milliseconds it waited.
   *
   * @param {string} id
   */
  taken(id) {
    const lane = this.#lanes.get(id);
    if (!lane) {
      return 0;
    }
    const waited = performance.now() - lane.since;
    this.#go(lane);
    return waited;
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
   * @param {RawPicture} picture
   */
  async #decode(lane, picture) {
    lane.busy = true;
    if (picture.image) {
      lane.since = performance.now();
      this.#deliver(picture);
      return;
    }
    const { id, at, sequence, form, body } = picture;
    try {
      const image = await createImageBitmap(new Blob(body, { type: 'image/jpeg' }));
      const { width, height } = image;
      lane.since = performance.now();
      this.#deliver({ id, at, sequence, form, width, height, image });
    } catch {
      this.#go(lane); // a broken JPEG costs one picture
    }
  }
}

/**
 * A decoder has few pictures to give, and stops where they are not given back.
 *
 * @param {RawPicture | null} picture
 */
function release(picture) {
  picture?.image?.close();
}
