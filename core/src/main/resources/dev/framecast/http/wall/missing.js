// Notices that the server has newer pictures of a camera than came here: the camera was removed and
// added again, or the stream's connection died without a word, as when a phone changes networks.

const TOO_LONG = 3000;
const FIRST_PAUSE = 4000;
const LONGEST_PAUSE = 120_000;

/** @typedef {import('./camera-view.js').CameraView} CameraView */
/** @typedef {import('./states.js').States} States */

/**
 * Gives a function that says whether to ask for the stream anew.
 *
 * @returns {(views: Set<CameraView>, states: States, now: number) => boolean}
 */
export function missingPictures() {
  let notBefore = 0;
  let pause = FIRST_PAUSE;
  return (views, states, now) => {
    if (now < notBefore || ![...views].some((view) => misses(view, states, now))) {
      return false;
    }
    // Over a slow link it looks the same, and asking anew does not help there: less and less often.
    pause = now - notBefore > LONGEST_PAUSE ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
    notBefore = now + pause;
    return true;
  };
}

/**
 * @param {CameraView} view
 * @param {States} states
 * @param {number} now
 */
function misses(view, states, now) {
  const status = states.cameras.get(view.id);
  if (!view.wanted || status?.state !== 'LIVE' || status.ageMillis === null) {
    return false;
  }
  const limit = TOO_LONG + (view.asked.fps > 0 ? 3000 / view.asked.fps : 0);
  const newest = Math.max(view.last?.at ?? 0, view.wantedSince);
  const lastCame = Math.max(view.paintedAt, view.wantedSince);
  return status.at - status.ageMillis - newest > limit && now - lastCame > limit;
}
