// The receiver in a thread of its own: a busy page does not keep pictures waiting.

import { Receiver } from './receiver.js';

const receiver = new Receiver((message, transfer) => postMessage(message, transfer));
/** @param {MessageEvent<ReceiverMessage>} event */
onmessage = ({ data }) => receiver.handle(data);
postMessage({ ready: true });
