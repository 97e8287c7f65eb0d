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

  private boolean begun;
  private long offset;
  private long decoding;
  private long showing;
  private long duration = USUAL_MICROS;

  /** Goes on to that frame. */
  void next(Frame frame, boolean reordered) {
    long delay = reordered ? REORDERING_MICROS : 0;
    if (!begun) {
      begun = true;
      offset = frame.presentedMicros();
      showing = delay;
      decoding = 0;
      return;
    }
    long presented = frame.presentedMicros() - offset + delay;
    long latest = decoding + LONGEST_MICROS;
    if (presented > latest || presented < decoding - LONGEST_MICROS) {
      // Another clock, or a time without pictures: what follows comes right behind.
      offset += presented - delay - (decoding + duration);
      presented = decoding + duration + delay;
    }
    long before = decoding;
    decoding = reordered ? Math.min(Math.max(presented, before + 1), before + duration) : presented;
    decoding = Math.max(decoding, before + 1);
    showing = reordered ? presented : decoding;
    if (!reordered) {
      duration = Math.min(decoding - before, LONGEST_MICROS);
    }
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
