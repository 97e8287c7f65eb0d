package dev.framecast.rtsp;

/**
 * Plays a recording no faster than it was recorded. Pictures for which the consumer is too slow are
 * skipped; after a longer pause it goes on from where it was instead of hurrying after the clock.
 */
final class Pace {
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long LATE_NANOS = 100_000_000L;
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private long lastPicture = UNKNOWN;
  private long offset;
  private long skipped;

  /** When the picture of that time is due. */
  long due(long picture, long now) {
    long step = picture - lastPicture;
    long late = now - picture - offset;
    if (lastPicture == UNKNOWN || step < 0 || step > PAUSE_NANOS || late > PAUSE_NANOS) {
      offset = now - picture;
    }
    lastPicture = picture;
    return picture + offset;
  }

  /** Whether to skip a picture that was due at that time; never many in a row. */
  boolean skips(long due, long now) {
    boolean skip = now - due > LATE_NANOS && skipped < 10;
    skipped = skip ? skipped + 1 : 0;
    return skip;
  }
}
