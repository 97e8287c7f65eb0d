// Notices that the server has newer pictures of a camera than came here: the camera was removed and
// added again, or the stream's connection died without a word, as when a phone changes networks.

const TOO_FAR_BEHIND = 3000;
const FIRST_PAUSE = 4000;
const LONGEST_PAUSE = 60_000;

/** Gives a function (watches, states, now) -> whether to ask for the stream anew. */
export function missingPictures() {
  let notBefore = 0;
  let pause = FIRST_PAUSE;
  return (watches, states, now) => {
    const behind = [...watches].some((watch) => watch.wanted && isBehind(watch, states));
    if (!behind) {
      pause = FIRST_PAUSE;
      return false;
    }
    if (now < notBefore) {
      return false;
    }
    // A slow link is behind too, and asking anew does not help there: less and less often, then.
    notBefore = now + pause;
    pause = Math.min(LONGEST_PAUSE, pause * 2);
    return true;
  };
}

function isBehind(watch, states) {
  const status = states.cameras.get(watch.id);
  if (status?.state !== 'LIVE' || status.ageMillis === null) {
    return false;
  }
  const here = Math.max(watch.last?.at ?? 0, watch.wantedSince);
  const there = status.at - status.ageMillis;
  const usual = watch.fps > 0 ? 3000 / watch.fps : 0;
  return there - here > TOO_FAR_BEHIND + usual;
}
