// Chooses how pictures come: by the stream in a worker, by the stream without one, or by images.

import { ImagePump } from './fallback.js';
import { Pump } from './pump.js';

const PATIENCE = 2000;

/** Gives { name, pump }; pump.handle(message) and hear(message) speak as pump.js says. */
export function startTransport(wanted, hear, connection) {
  const name = wanted ?? (canStream() ? 'stream' : 'images');
  return { name, pump: name === 'stream' ? streaming(hear) : new ImagePump(name, connection) };
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
  setTimeout(giveUp, PATIENCE);
  return { handle: (message) => (pump ? pump.handle(message) : said.push(message)) };
}
