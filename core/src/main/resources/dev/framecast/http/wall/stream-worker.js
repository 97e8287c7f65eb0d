// The pump in a thread of its own: a busy page does not keep pictures waiting.

import { Pump } from './pump.js';

const pump = new Pump((message, transfer) => postMessage(message, transfer));
onmessage = (event) => pump.handle(event.data);
postMessage({ ready: true });
