package dev.framecast.rtsp;

/**
 * Plays a recording no faster than it was recorded. Pictures for which the consumer is too slow are
 * skipped; after a longer pause it goes on from where it was instead of hurrying after the clock.
 */
final class Pace {
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long LATE_NANOS = 100_000_000L;
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final int MANY = 10;

  private long lastPicture = UNKNOWN;
  private long lastDue;
  private long interval;
  private long offset;
  private long skipped;

  /**
   * A pace.
   *
   * @param interval from picture to picture, as far as the recording promises it
   */
  Pace(long interval) {
    this.interval = interval;
  }

  /** When the picture of that time is due. */
  long due(long picture, long now) {
    if (lastPicture == UNKNOWN) {
      offset = now - picture;
    } else {
      long step = picture - lastPicture;
      if (step < 0 || isGap(step)) {
        // Another part of the recording, or its beginning again: the picture before has its time.
        offset = Math.max(now, lastDue + Math.min(interval, PAUSE_NANOS)) - picture;
      } else if (now - picture - offset > PAUSE_NANOS) {
        offset = now - picture;
      }
      interval = step > 0 ? step : interval;
    }
    lastPicture = picture;
    lastDue = picture + offset;
    return lastDue;
  }

  /** Time-lapse recordings have long steps, but more than one of them. */
  private boolean isGap(long step) {
    return step > PAUSE_NANOS && step / MANY > interval;
  }

  /** Whether to skip a picture that was due at that time; never many in a row. */
  boolean skips(long due, long now) {
    boolean skip = now - due > LATE_NANOS && skipped < MANY;
    skipped = skip ? skipped + 1 : 0;
    return skip;
  }
}
