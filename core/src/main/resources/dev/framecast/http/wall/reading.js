// What a person is told of a camera: one word for its state, what is to be seen, and why. The rule
// behind it: a picture counts as live only while it is new and nothing speaks against it.

import { seconds } from './words.js';

const FRESH = 1200;
const RECENT = 3000;
const LONGEST_USUAL_GAP = 60_000;

/**
 * Gives { state, what, why }; state is one of live, connecting, late, stalled, offline, unreachable,
 * paused, idle, closed or missing. `what` and `why` are empty while all is well.
 */
export function read(watch) {
  const { status, answering, known, last, paused, visible } = watch;
  const age = last === null ? NaN : Math.max(0, watch.now - last.at);
  const fresh = age <= patience(watch);
  const slate = watch.slatesSince > 0;
  if (paused) {
    return say('paused', last ? `paused; this is ${seconds(age)} old` : 'paused', '');
  }
  // A picture that has just come says more than an answer that has not, and however old it is.
  if (!answering && !(watch.linked && watch.paintedFor <= RECENT)) {
    return say('unreachable', seen(age), `${watch.silence}; trying again`);
  }
  if (!known) {
    return say('connecting', 'connecting', '');
  }
  if (!status) {
    return say('missing', seen(age), `the server has no camera “${watch.id}”`);
  }
  if (status.state === 'CLOSED') {
    return say('closed', seen(age), 'the camera was closed');
  }
  if (fresh && !slate && (status.state === 'LIVE' || last.at > status.at)) {
    return say('live', '', '');
  }
  if (visible === false) {
    return say('idle', seen(age), 'out of sight');
  }
  if (status.state === 'LIVE' && !(watch.wantedFor > FRESH)) {
    // What is old here was not asked for meanwhile.
    return say('connecting', age >= 0 ? seen(age) : 'connecting', watch.problem || 'waiting for the picture');
  }
  return slate && status.state === 'LIVE'
    ? say('stalled', seen(age), whySlates(watch))
    : notLive(watch, age);
}

function notLive({ status, now, problem }, age) {
  const why = reason(status);
  const lastTry = why && `last try: ${why}`;
  switch (status.state) {
    case 'BACKOFF':
      return say('offline', seen(age), join(why || 'the camera is offline', nextTry(status, now)));
    case 'STALLED':
      return say('stalled', seen(age), waits(status) || whyStalled(why));
    case 'LIVE':
      return age > 0
        ? say('late', seen(age), problem || 'the camera is live, but its pictures come too late')
        : say('connecting', 'connecting', problem || 'waiting for the first picture');
    default: // CONNECTING, or IDLE until the server has heard that somebody watches
      return age > 0
        ? say('connecting', seen(age), join('connecting', waits(status) || lastTry))
        : say('connecting', 'connecting', waits(status) || lastTry);
  }
}

/** Such as for a key frame: the connection stands, and nothing is wrong. */
function waits({ waitingFor }) {
  return waitingFor ? `waiting for ${waitingFor}` : '';
}

/** How long ago it stopped is told by the age of the picture. */
function whyStalled(why) {
  return why === '' || why.startsWith('the camera stopped sending')
    ? 'connected, but the camera sends no pictures'
    : why;
}

/** The server has pictures of the camera, but none of those that are asked for. */
function whySlates({ status, slatesSince, width }) {
  const renditions = status.renditions ?? [];
  const failing = renditions.filter((one) => one.problem);
  const { problem } = failing.find((one) => one.width === width) ?? failing[0] ?? {};
  if (problem) {
    return `the camera is live, but not in this size: ${problem}`;
  }
  return status.at > slatesSince
    ? 'the camera is live, but the server has no picture of it in this size'
    : 'the camera sends no pictures'; // which the server has not said yet
}

/** Up to that age a picture is no older than its rhythm explains. */
function patience({ status, fps }) {
  const rate = status?.usualFps || status?.promisedFps;
  const usual = rate > 0 ? 1000 / rate : 0;
  const asked = fps > 0 ? 1000 / fps : 0;
  return Math.max(FRESH, 3 * Math.min(LONGEST_USUAL_GAP, Math.max(usual, asked)));
}

function seen(age) {
  return age >= 0 ? `no picture for ${seconds(age)}` : 'no picture yet';
}

function nextTry({ retryMillis, at }, now) {
  const left = retryMillis - (now - at);
  return left > 0 ? `next try in ${seconds(left + 999)}` : 'trying now';
}

function reason({ lastError }) {
  return lastError ?? '';
}

function join(...parts) {
  return parts.filter((part) => part !== '').join('; ');
}

function say(state, what, why) {
  return { state, what, why };
}
