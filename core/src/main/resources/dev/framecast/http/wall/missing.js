// Notices that the server has newer pictures of a camera than came here: the camera was removed and
// added again, or the stream's connection died without a word, as when a phone changes networks.

const TOO_LONG = 3000;
const FIRST_PAUSE = 4000;
const LONGEST_PAUSE = 120_000;

/** Gives a function (watches, states, now) -> whether to ask for the stream anew. */
export function missingPictures() {
  let notBefore = 0;
  let pause = FIRST_PAUSE;
  return (watches, states, now) => {
    if (now < notBefore || ![...watches].some((watch) => misses(watch, states, now))) {
      return false;
    }
    // Over a slow link it looks the same, and asking anew does not help there: less and less often.
    pause = now - notBefore > LONGEST_PAUSE ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
    notBefore = now + pause;
    return true;
  };
}

function misses(watch, states, now) {
  const status = states.cameras.get(watch.id);
  if (!watch.wanted || status?.state !== 'LIVE' || status.ageMillis === null) {
    return false;
  }
  const limit = TOO_LONG + (watch.asked.fps > 0 ? 3000 / watch.asked.fps : 0);
  const newest = Math.max(watch.last?.at ?? 0, watch.wantedSince);
  const lastCame = Math.max(watch.paintedAt, watch.wantedSince);
  return status.at - status.ageMillis - newest > limit && now - lastCame > limit;
}
