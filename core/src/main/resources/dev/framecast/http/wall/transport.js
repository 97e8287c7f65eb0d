// Chooses how pictures come: by the stream in a worker, by the stream without one, or by images.

import { ImagePump } from './fallback.js';
import { Pump } from './pump.js';

const PATIENCE = 2000;

/** The name of the way that is wanted, or else of the best. */
export function chooseTransport(wanted) {
  return wanted ?? (canStream() ? 'stream' : 'images');
}

/** Gives { handle(message), close() }; messages and what hear(message) is told are those of pump.js. */
export function startTransport(name, hear, connection) {
  return name === 'stream' ? streaming(hear) : new ImagePump(name, connection);
}

function canStream() {
  return (
    typeof createImageBitmap === 'function' &&
    typeof ImageBitmapRenderingContext === 'function' &&
    typeof Response === 'function' &&
    'body' in Response.prototype
  );
}

function streaming(hear) {
  const here = () => new Pump((message) => hear(message));
  if (typeof Worker !== 'function') {
    return here();
  }
  let pump = null;
  let said = [];
  let worker;
  try {
    worker = new Worker(new URL('stream-worker.js', import.meta.url), { type: 'module' });
  } catch {
    return here(); // such as from another origin
  }
  const settle = (chosen) => {
    if (pump === null) {
      pump = chosen;
      said.forEach((message) => pump.handle(message));
      said = null;
    }
  };
  worker.onmessage = ({ data }) =>
    data.ready ? settle({ handle: (message) => worker.postMessage(message) }) : hear(data);
  const giveUp = () => {
    if (pump === null) {
      worker.terminate(); // such as in a browser without modules in workers
      settle(here());
    }
  };
  worker.onerror = giveUp;
  const timer = setTimeout(giveUp, PATIENCE);
  return {
    handle: (message) => (pump ? pump.handle(message) : said.push(message)),
    close() {
      clearTimeout(timer);
      worker.terminate(); // at once, with its streams
      pump?.close?.();
      pump = { handle() {} };
    },
  };
}
