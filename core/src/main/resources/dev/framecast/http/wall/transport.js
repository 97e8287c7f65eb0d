// Chooses how pictures come: by the stream in a worker, by the stream without one, or by images.

import { ImageReceiver } from './fallback.js';
import { Receiver } from './receiver.js';
import { forWorker } from './texts.js';

const PATIENCE = 2000;

/** @typedef {import('./connection.js').Connection} Connection */
/** @typedef {(news: ReceiverNews) => void} Hear */

/**
 * The name of the way that is wanted, or else of the best.
 *
 * @param {Transport | null} wanted
 * @returns {Transport}
 */
export function chooseTransport(wanted) {
  return wanted ?? (canStream() ? 'stream' : 'images');
}

/**
 * @param {Transport} name
 * @param {Hear} hear
 * @param {Connection} connection
 * @returns {PictureReceiver}
 */
export function startTransport(name, hear, connection) {
  return name === 'stream' ? streaming(hear) : new ImageReceiver(name, connection);
}

function canStream() {
  return (
    typeof createImageBitmap === 'function' &&
    typeof ImageBitmapRenderingContext === 'function' &&
    typeof Response === 'function' &&
    'body' in Response.prototype
  );
}

/** Browsers give WebCodecs to pages of https and of this machine alone. */
export function canDecodeVideo() {
  return typeof VideoDecoder === 'function' && typeof EncodedVideoChunk === 'function';
}

/**
 * @param {Hear} hear
 * @returns {PictureReceiver}
 */
function streaming(hear) {
  const here = () => new Receiver((news) => hear(news));
  if (typeof Worker !== 'function') {
    return here();
  }
  /** @type {PictureReceiver | null} */
  let receiver = null;
  /** @type {ReceiverMessage[]} */
  let said = [];
  /** @type {Worker} */
  let worker;
  try {
    const script = new URL('stream-worker.js', import.meta.url);
    script.search = forWorker; // it has words to say, too
    worker = new Worker(script, { type: 'module' });
  } catch {
    return here(); // such as from another origin
  }
  /** @param {PictureReceiver} chosen */
  const settle = (chosen) => {
    if (receiver === null) {
      receiver = chosen;
      said.forEach((message) => chosen.handle(message));
      said = [];
    }
  };
  const there = {
    /** @param {ReceiverMessage} message */
    handle: (message) => worker.postMessage(message),
    close() {}, // ends with its worker
  };
  /** @param {MessageEvent<ReceiverNews | { ready: true }>} event */
  worker.onmessage = ({ data }) => ('ready' in data ? settle(there) : hear(data));
  const giveUp = () => {
    if (receiver === null) {
      worker.terminate(); // such as in a browser without modules in workers
      settle(here());
    }
  };
  worker.onerror = giveUp;
  const timer = setTimeout(giveUp, PATIENCE);
  return {
    handle: (message) => (receiver ? receiver.handle(message) : said.push(message)),
    close() {
      clearTimeout(timer);
      worker.terminate(); // at once, with its streams
      receiver?.close();
      receiver = { handle() {}, close() {} };
    },
  };
}
