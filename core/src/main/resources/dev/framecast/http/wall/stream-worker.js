// The receiver in a thread of its own: a busy page does not keep pictures waiting.

import { Receiver } from './receiver.js';

const receiver = new Receiver((message, transfer) => postMessage(message, transfer));
onmessage = (event) => receiver.handle(event.data);
postMessage({ ready: true });
