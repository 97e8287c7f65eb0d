package dev.framecast.mp4;

import dev.framecast.frame.Frame;

/**
 * When samples are decoded and shown, in the file's ticks, from 0. Decoding times rise, whatever
 * the camera says: players stop at one that does not.
 */
final class Mp4Timeline {
  /** Samples that are shown in another order are shown that much later, to be decoded in time. */
  private static final long REORDERING_MICROS = 200_000;

  private static final long USUAL_MICROS = 40_000;
  private static final long LONGEST_MICROS = 10_000_000;

  /** Times that are so far apart are never the same in ticks. */
  private static final long TICK_MICROS = 1_000_000 / Mp4Header.TICKS + 1;

  private boolean begun;
  private int epoch;
  private long offset;

  /** Stays when no more samples are reordered: the next would else be shown before the last. */
  private long delay;

  /** The latest of all times of presentation. */
  private long latest;

  private long decoding;
  private long showing;
  private long duration = USUAL_MICROS;

  /** Goes on to that frame. */
  void next(Frame frame, boolean reordered) {
    delay = reordered ? REORDERING_MICROS : delay;
    if (!begun) {
      begun = true;
      offset = frame.presentedMicros();
      epoch = frame.epoch();
      showing = delay;
      return;
    }
    long presented = frame.presentedMicros() - offset;
    if (isOfAnotherClock(presented, frame, reordered)) {
      // Or a time without pictures: what follows comes right behind.
      offset += presented - (decoding + duration);
      presented = decoding + duration;
    }
    epoch = frame.epoch();
    latest = Math.max(latest, presented);
    long before = decoding;
    decoding = Math.max(latest, before + TICK_MICROS);
    showing = delay + (reordered ? presented : decoding);
    if (!reordered) {
      duration = Math.min(decoding - before, LONGEST_MICROS);
    }
  }

  private boolean isOfAnotherClock(long presented, Frame frame, boolean reordered) {
    return Math.abs(presented - latest) > LONGEST_MICROS
        || (presented <= latest && frame.epoch() != epoch)
        || (!reordered && latest - presented > REORDERING_MICROS);
  }

  /** When the frame is to be decoded. */
  long decodingTicks() {
    return ticks(decoding);
  }

  /** How long after that it is to be shown; may be less than 0. */
  int shownAfterTicks() {
    return (int) (ticks(showing) - ticks(decoding));
  }

  /** For how long it is shown, as far as can be known before the next one is there. */
  int durationTicks() {
    return (int) Math.max(1, ticks(duration));
  }

  private static long ticks(long micros) {
    return micros * 9 / 100;
  }
}
