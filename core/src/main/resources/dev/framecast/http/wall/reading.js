// What a person is told of a camera: one word for its state, what is to be seen, and why. The rule
// behind it: a picture counts as live only while it is new and nothing speaks against it.

import { text } from './texts.js';
import { seconds } from './words.js';

const FRESH = 1200;
const RECENT = 3000;
const LONGEST_USUAL_GAP = 60_000;

/**
 * All times are by the server's clock.
 *
 * @typedef Facts
 * @property {string} id the camera's
 * @property {CameraStatus | undefined} status undefined where the server has no such camera
 * @property {boolean} known whether the server has ever said which cameras there are
 * @property {boolean} answering whether its last answer was one
 * @property {string} silence while it is not: what it said instead
 * @property {boolean} refused whether it said that this page may not see cameras
 * @property {boolean} linked whether pictures flow
 * @property {string} problem what the server said instead of giving pictures, or ''
 * @property {number} now
 * @property {number} paintedFor milliseconds since the last painting
 * @property {Painted | null} last what is on the screen
 * @property {number} slatesSince when the server began to have no picture; NaN while it has
 * @property {number} width that is asked for
 * @property {boolean} paused
 * @property {boolean | undefined} visible undefined before the browser has said so
 * @property {number} fps pictures a second that are asked for, 0 for all
 * @property {number} wantedFor milliseconds since it is asked for; NaN while it is not
 */

/**
 * What and why are empty while all is well.
 *
 * @param {Facts} facts
 * @returns {Reading}
 */
export function read(facts) {
  const { status, answering, known, last, paused, visible } = facts;
  const age = last === null ? NaN : Math.max(0, facts.now - last.at);
  const fresh = last !== null && age <= patience(facts);
  const slate = facts.slatesSince > 0;
  if (paused) {
    return say('paused', last ? text('pausedAt', { span: seconds(age) }) : text('paused'), '');
  }
  // A picture that has just come says more than an answer that has not, and however old it is.
  if (!answering && !(facts.linked && facts.paintedFor <= RECENT)) {
    return facts.refused
      ? say('refused', seen(age), facts.silence)
      : say('unreachable', seen(age), text('silentTryingAgain', { silence: facts.silence }));
  }
  if (!known) {
    return say('connecting', text('connecting'), '');
  }
  if (!status) {
    return say('missing', seen(age), text('noCameraOfThatName', { id: facts.id }));
  }
  if (status.state === 'CLOSED') {
    return say('closed', seen(age), text('wasClosed'));
  }
  if (fresh && !slate && (status.state === 'LIVE' || last.at > status.at)) {
    return say('live', '', '');
  }
  if (visible === false) {
    return say('idle', seen(age), text('outOfSight'));
  }
  if (status.state === 'LIVE' && !(facts.wantedFor > FRESH)) {
    // What is old here was not asked for meanwhile.
    const what = age >= 0 ? seen(age) : text('connecting');
    return say('connecting', what, facts.problem || text('waitingForPicture'));
  }
  return slate && status.state === 'LIVE'
    ? say('stalled', seen(age), whySlates(status, facts))
    : notLive(status, facts, age);
}

/**
 * @param {CameraStatus} status
 * @param {Facts} facts
 * @param {number} age
 */
function notLive(status, { now, problem }, age) {
  const why = reason(status);
  const lastTry = why && text('lastTry', { why });
  switch (status.state) {
    case 'BACKOFF':
      return say('offline', seen(age), join(why || text('isOffline'), nextTry(status, now)));
    case 'STALLED':
      return say('stalled', seen(age), waits(status) || whyStalled(why));
    case 'LIVE':
      return age > 0
        ? say('late', seen(age), problem || text('comesTooLate'))
        : say('connecting', text('connecting'), problem || text('waitingForFirst'));
    default: // CONNECTING, or IDLE until the server has heard that somebody watches
      return age > 0
        ? say('connecting', seen(age), join(text('connecting'), waits(status) || lastTry))
        : say('connecting', text('connecting'), waits(status) || lastTry);
  }
}

/**
 * Such as for a key frame: the connection stands, and nothing is wrong.
 *
 * @param {CameraStatus} status
 */
function waits({ waitingFor }) {
  return waitingFor ? text('waitingFor', { what: waitingFor }) : '';
}

/**
 * How long ago it stopped is told by the age of the picture.
 *
 * @param {string} why
 */
function whyStalled(why) {
  return why === '' || why.startsWith('the camera stopped sending')
    ? text('connectedButSilent')
    : why;
}

/**
 * The server has pictures of the camera, but none of those that are asked for.
 *
 * @param {CameraStatus} status
 * @param {Facts} facts
 */
function whySlates(status, { slatesSince, width }) {
  const renditions = status.renditions ?? [];
  const failing = renditions.filter((one) => one.problem);
  const problem = (failing.find((one) => one.width === width) ?? failing[0])?.problem;
  if (problem) {
    return text('sizeFails', { problem });
  }
  return status.at > slatesSince
    ? text('sizeMissing')
    : text('sendsNothing'); // which the server has not said yet
}

/**
 * Up to that age a picture is no older than its rhythm explains.
 *
 * @param {Facts} facts
 */
function patience({ status, fps }) {
  const rate = status?.usualFps || status?.promisedFps || 0;
  const usual = rate > 0 ? 1000 / rate : 0;
  const asked = fps > 0 ? 1000 / fps : 0;
  return Math.max(FRESH, 3 * Math.min(LONGEST_USUAL_GAP, Math.max(usual, asked)));
}

/** @param {number} age */
function seen(age) {
  return age >= 0 ? text('noPictureFor', { span: seconds(age) }) : text('noPictureYet');
}

/**
 * @param {CameraStatus} status
 * @param {number} now
 */
function nextTry({ retryMillis, at }, now) {
  const left = retryMillis - (now - at);
  return left > 0 ? text('nextTry', { span: seconds(left + 999) }) : text('tryingNow');
}

/** @param {CameraStatus} status */
function reason({ lastError }) {
  return lastError ?? '';
}

/** @param {string[]} parts */
function join(...parts) {
  return parts.filter((part) => part !== '').join('; ');
}

/**
 * @param {Reading['state']} state
 * @param {string} what
 * @param {string} why
 * @returns {Reading}
 */
function say(state, what, why) {
  return { state, what, why };
}
