// Asks for less where the way to the browser is too narrow for what is shown: smaller pictures
// first, then fewer. More again when all has come in time for a while, and after a longer one each
// time that this was too much.

import { slower } from './rate.js';

/** Steps down the server's ladder, and the most pictures a second, 0 for all. */
const LEVELS = [
  { down: 0, fps: 0 },
  { down: 1, fps: 0 },
  { down: 1, fps: 5 },
  { down: 1, fps: 2 },
  { down: 2, fps: 2 },
  { down: 2, fps: 1 },
  { down: 3, fps: 1 },
];
const BEHIND = 600; // milliseconds, and one interval
const TOO_FEW = 0.5; // of the pictures that there should be
const FAR_TOO_FEW = 0.3;
const MOST_OF_IT = 0.5; // of all pixels
const SURE = 1200;
const SETTLED = 3000;
const FIRST_REST = 30_000;
const LONGEST_REST = 480_000;
const WAS_TOO_MUCH = 20_000;

export class Reduction {
  #level = 0;
  #rest = FIRST_REST;
  #changed = -Infinity;
  #raised = -Infinity;
  #badSince = null;
  #goodSince = null;

  /** Whether less is asked for than would be shown. */
  get on() {
    return this.#level > 0;
  }

  /**
   * Looks how pictures come, about once a second; gives whether wishes are others from now on.
   *
   * samples: of each camera that is shown { behind, painted, expected, pixels }: milliseconds that the
   * server's newest picture is newer than the one here, and pictures a second, 0 where not known.
   */
  look(samples, now) {
    const { bad, share } = judge(samples);
    this.#badSince = bad >= MOST_OF_IT ? (this.#badSince ?? now) : null;
    this.#goodSince = bad === 0 && samples.length > 0 ? (this.#goodSince ?? now) : null;
    if (this.#badSince !== null && now - this.#badSince >= SURE && now - this.#changed >= SETTLED) {
      return this.#lower(share < FAR_TOO_FEW ? 2 : 1, now);
    }
    // One step that went well makes the next one likely to.
    const rest = this.#raised === this.#changed ? this.#rest / 3 : this.#rest;
    if (this.on && this.#goodSince !== null && now - this.#goodSince >= rest) {
      this.#raised = now;
      return this.#set(this.#level - 1, now);
    }
    return false;
  }

  #lower(steps, now) {
    const tooMuch = now - this.#raised < WAS_TOO_MUCH;
    this.#rest = tooMuch ? Math.min(LONGEST_REST, this.#rest * 2) : FIRST_REST;
    return this.#set(Math.min(LEVELS.length - 1, this.#level + steps), now);
  }

  #set(level, now) {
    const other = level !== this.#level;
    this.#level = level;
    this.#changed = now;
    this.#badSince = null;
    this.#goodSince = null;
    return other;
  }

  /** What to ask for instead of that: { width, fps }, of a camera with that status. */
  reduce(wish, status) {
    const { down, fps } = LEVELS[this.#level];
    return { ...wish, width: narrower(wish.width, down, status), fps: slower(wish.fps, fps) };
  }
}

function judge(samples) {
  let all = 0;
  let bad = 0;
  let share = 1;
  for (const { behind, painted, expected, pixels } of samples) {
    const part = painted > 0 && expected > 0 ? painted / expected : 1;
    all += pixels;
    if (behind > BEHIND + (expected > 0 ? 1000 / expected : 0) || part < TOO_FEW) {
      bad += pixels;
    }
    share = Math.min(share, part);
  }
  return { bad: all > 0 ? bad / all : 0, share };
}

function narrower(width, down, { width: own, widths = [] }) {
  const steps = widths.filter((one) => !(own > 0 && one >= own));
  const at = width > 0 ? steps.findIndex((one) => one >= width) : -1;
  const now = at < 0 ? steps.length : at;
  return down === 0 ? width : (steps[Math.max(0, now - down)] ?? width);
}
