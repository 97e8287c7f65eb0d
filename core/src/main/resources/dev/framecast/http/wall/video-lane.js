// Decodes one camera's video. A decoder begins with a key frame; what it cannot decode in good time is
// let go of up to the next one, so that no picture is ever an old one.

import { VideoQueue } from './video-queue.js';
import { formOf } from './words.js';

/** A picture is to come out of the decoder that soon; half of that is told. */
const IN_TIME = 500;
const TELLS_EVERY = 1000;
/** Milliseconds; by so much only a clock that was set goes back. The server's key frames are younger. */
const LONG_AGO = 15_000;
/** While it catches up, a picture now and then is enough. */
const GLIMPSE = 150;
const MOST_FAILURES = 3;
/** What came longer ago may have been of a server that was another one. */
const FRESH = 2000;
/** Pictures after which failures are forgotten. */
const WELL = 250;

export class VideoLane {
  #id;
  #deliver;
  #tell;
  /** @type {VideoDecoder | null} */
  #decoder = null;
  #queue = new VideoQueue(0);
  /** What the decoder was made for. */
  #made = '';
  #delivered = -Infinity;
  #told = -Infinity;
  /** @type {VideoUnit | null} what the decoder was given last */
  #last = null;
  /** @type {VideoUnit | null} the last key frame: its codec and size hold for what follows */
  #key = null;
  /** Between two key frames, in milliseconds; 0 while that is not known. */
  #interval = 0;
  /** @type {VideoUnit[] | null} of a new stream, until it comes to where the old one was */
  #repeated = null;
  /** What is left out up to the next key frame, which is to be newer than this; NaN where nothing is. */
  #leftOutAt = NaN;
  #failures = 0;
  /** A codec that is of no use here. */
  #useless = '';

  /**
   * @param {string} id the camera's
   * @param {(picture: RawPicture) => void} deliver takes the picture's VideoFrame, and closes it
   * @param {(news: VideoNews) => void} tell
   */
  constructor(id, deliver, tell) {
    this.#id = id;
    this.#deliver = deliver;
    this.#tell = tell;
  }

  /**
   * The next unit of the stream.
   *
   * @param {VideoUnit} unit
   */
  offer(unit) {
    if (this.#decoder && this.#queue.isSilent(unit.arrived)) {
      this.#failed('the decoder gives nothing');
    }
    if (this.#repeats(unit)) {
      return;
    }
    const decoder = this.#decoder;
    const delay = decoder ? this.#queue.delay(decoder.decodeQueueSize, unit.arrived) : 0;
    if (unit.codec) {
      this.#begin(unit, delay > IN_TIME);
    } else if (delay > IN_TIME) {
      this.interrupt(); // and so nothing that builds on what is left out is decoded
      this.#leftOutAt = unit.at;
      this.#tell({ slow: { id: this.#id, wait: this.#untilKey(unit) } });
    } else if (decoder) {
      this.#decode(decoder, unit);
    }
    if (delay > IN_TIME / 2 && delay <= IN_TIME && unit.arrived - this.#told > TELLS_EVERY) {
      this.#told = unit.arrived;
      this.#tell({ slow: { id: this.#id, wait: 0 } });
    }
  }

  /** What names the newest unit that was decoded here, for a request that goes on behind it; '' for none. */
  seen() {
    const last = this.#last;
    const fresh = last && performance.now() - last.arrived < FRESH;
    return fresh ? `${last.epoch}.${last.sequence}` : '';
  }

  /** Something else came between: what comes next is a key frame. Frees the decoder. */
  interrupt() {
    const decoder = this.#decoder;
    this.#decoder = null;
    this.#repeated = null;
    this.#last = null;
    if (decoder && decoder.state !== 'closed') {
      decoder.close();
    }
  }

  /**
   * When a stream changes over, the new one begins behind the unit that was there when it was asked
   * for, or with the last key frame. What the decoder has had since, it need not decode once more: it
   * goes on where it was. Gives whether this is such a unit.
   *
   * @param {VideoUnit} unit
   */
  #repeats(unit) {
    const last = this.#last;
    if (!last || unit.at > last.at || unit.sequence > last.sequence) {
      this.#catchUp(unit);
      return false;
    }
    if (unit.at < last.at - LONG_AGO) {
      this.interrupt(); // of a server that counts anew: it may not come to where the old one was for hours
      return false;
    }
    if (unit.codec) {
      this.#repeated = madeFor(unit) === this.#made ? [] : null;
    }
    const repeats = this.#repeated !== null || !unit.codec;
    this.#repeated?.push(unit);
    if (unit.sequence === last.sequence && unit.at === last.at) {
      this.#repeated = null; // there it is
    }
    return repeats;
  }

  /**
   * Decodes what was taken for a repetition, where that did not lead to this unit.
   *
   * @param {VideoUnit} unit
   */
  #catchUp(unit) {
    const [key, ...others] = this.#repeated ?? [];
    this.#repeated = null;
    if (key && !unit.codec) {
      this.#begin(key, true);
      others.forEach((one) => this.#decoder && this.#decode(this.#decoder, one));
    }
  }

  /**
   * @param {VideoUnit} key
   * @param {boolean} anew whether what waits in the decoder is not worth waiting for
   */
  #begin(key, anew) {
    if (this.#key && key.at > this.#key.at) {
      this.#interval = key.at - this.#key.at;
    }
    this.#key = key;
    if (key.at <= this.#leftOutAt && key.at > this.#leftOutAt - LONG_AGO) {
      return; // of a stream that begins anew, and would have all decoded that was too much
    }
    this.#leftOutAt = NaN;
    const made = madeFor(key);
    if (!this.#decoder || anew || made !== this.#made) {
      this.interrupt();
      this.#made = made;
      if (key.codec !== this.#useless) {
        this.#open(key);
      }
    }
    if (this.#decoder) {
      this.#decode(this.#decoder, key);
    }
  }

  /** @param {VideoUnit} key */
  #open({ codec, width, height }) {
    if (typeof VideoDecoder !== 'function') {
      this.#givesUp(codec, 'the browser has no WebCodecs');
      return;
    }
    /** @type {VideoDecoder} */
    const decoder = new VideoDecoder({
      output: (frame) => this.#output(decoder, frame),
      error: (e) => decoder === this.#decoder && this.#failed(e.message, e.name),
    });
    this.#decoder = decoder;
    this.#queue = new VideoQueue(performance.now());
    try {
      // Some hardware says that it can, and then cannot.
      const hardwareAcceleration = this.#failures < MOST_FAILURES - 1 ? 'no-preference' : 'prefer-software';
      decoder.configure({
        codec,
        codedWidth: width,
        codedHeight: height,
        optimizeForLatency: true,
        hardwareAcceleration,
      });
    } catch (e) {
      this.#failed(String(e)); // such as of a codec that nobody knows
    }
  }

  /**
   * @param {VideoDecoder} decoder
   * @param {VideoUnit} unit
   */
  #decode(decoder, unit) {
    this.#last = unit;
    this.#queue.give(unit);
    try {
      const type = unit.codec ? 'key' : 'delta';
      const data = joined(unit.body);
      unit.body = []; // the decoder has a copy
      decoder.decode(new EncodedVideoChunk({ type, timestamp: unit.presented, data }));
    } catch (e) {
      if (decoder === this.#decoder) {
        this.#failed(String(e)); // such as a key frame that is none
      }
    }
  }

  /**
   * @param {VideoDecoder} decoder
   * @param {VideoFrame} image
   */
  #output(decoder, image) {
    const unit = decoder === this.#decoder ? this.#queue.take(image.timestamp) : undefined;
    const now = performance.now();
    const behind = this.#queue.length(decoder.decodeQueueSize) > 2;
    if (!unit || (behind && now - this.#delivered < GLIMPSE)) {
      image.close();
      return;
    }
    this.#failures = this.#queue.came > WELL ? 0 : this.#failures;
    this.#delivered = now;
    const { at, sequence } = unit;
    const { codec = '', width = 0, height = 0 } = this.#key ?? {};
    this.#deliver({ id: this.#id, at, sequence, form: formOf(codec), width, height, image });
  }

  /**
   * Milliseconds until the next key frame should come.
   *
   * @param {VideoUnit} unit
   */
  #untilKey({ at }) {
    const since = at - (this.#key?.at ?? at);
    return this.#interval > 0 ? Math.max(1, this.#interval - since) : Infinity;
  }

  /**
   * @param {string} why
   * @param {string} kind the name of the browser's error
   */
  #failed(why, kind = '') {
    const codec = this.#key?.codec ?? '';
    this.interrupt();
    this.#failures++;
    if (kind === 'QuotaExceededError') {
      this.#tell({ tooMany: { id: this.#id } });
    } else if (this.#failures >= MOST_FAILURES) {
      this.#givesUp(codec, why);
    } else {
      // Browsers have several names for the error of a codec that they do not have.
      VideoDecoder.isConfigSupported({ codec }).then(
        ({ supported }) => !supported && this.#givesUp(codec, why),
        () => this.#givesUp(codec, why),
      );
    }
  }

  /**
   * @param {string} codec
   * @param {string} why
   */
  #givesUp(codec, why) {
    console.info(`${this.#id}: no video of ${codec} here: ${why}`);
    this.#useless = codec;
    this.#failures = 0;
    this.#tell({ noVideo: { id: this.#id, codec } });
  }
}

/** @param {VideoUnit} key */
function madeFor({ codec, width, height, epoch }) {
  return [codec, width, height, epoch].join();
}

/**
 * A decoder wants a unit in one piece.
 *
 * @param {Uint8Array<ArrayBuffer>[]} pieces
 */
function joined(pieces) {
  if (pieces.length === 1) {
    return pieces[0];
  }
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
