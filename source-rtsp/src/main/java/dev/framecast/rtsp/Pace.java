package dev.framecast.rtsp;

/**
 * Plays a recording, or what comes in bursts, no faster than it was recorded. Pictures for which
 * the consumer is too slow are skipped; after a longer pause it goes on from where it was instead
 * of hurrying after the clock.
 */
final class Pace {
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long LATE_NANOS = 100_000_000L;
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final long SEGMENT_LATE_NANOS = 400_000_000L;
  private static final int MANY = 10;

  /** No recording has pictures that far apart. */
  private static final long MOST_STEP_NANOS = 60_000_000_000L;

  private static final int SLOWER = 10;

  /** What is later than that is no delay that can be caught up with. */
  private final long pause;

  private final long margin;

  /** By how much more to fall behind, a tenth slower than recorded, which nobody sees. */
  private long owed;

  private long lastPicture = UNKNOWN;
  private long lastDue;
  private long interval;
  private long offset;
  private long skipped;
  private long behind;

  /**
   * A pace.
   *
   * @param interval from picture to picture, as far as the recording promises it
   */
  Pace(long interval) {
    this(interval, PAUSE_NANOS, 0);
  }

  private Pace(long interval, long pause, long margin) {
    this.interval = interval;
    this.pause = pause;
    this.margin = margin;
  }

  /**
   * One of live segments. It soon stops hurrying after the clock, and falls behind by a little more
   * than need be: who is so near to the end of the playlist that the next segment is not there in
   * time would else be late at each of them.
   */
  static Pace ofSegments(long interval) {
    return new Pace(interval, SEGMENT_LATE_NANOS, SEGMENT_LATE_NANOS);
  }

  /** When the picture of that time is due. */
  long due(long picture, long now) {
    if (lastPicture == UNKNOWN) {
      offset = now - picture;
    } else {
      long step = picture - lastPicture;
      if (step < 0 || isGap(step)) {
        // Another part of the recording, or its beginning again: the picture before has its time.
        long next = lastDue + Math.min(interval, PAUSE_NANOS);
        behind += Math.max(0, now - next);
        offset = Math.max(now, next) - picture;
      } else if (now - picture - offset > pause) {
        behind += now - picture - offset;
        offset = now - picture;
        owed = margin;
      } else if (owed > 0) {
        long more = Math.min(owed, step / SLOWER);
        behind += more;
        offset += more;
        owed -= more;
      }
      interval = step > 0 && step <= MOST_STEP_NANOS ? step : interval;
    }
    lastPicture = picture;
    lastDue = picture + offset;
    return lastDue;
  }

  /** By how much later pictures are shown than at the beginning, after all pauses. */
  long behind() {
    return behind;
  }

  /** Time-lapse recordings have long steps, but more than one of them. */
  private boolean isGap(long step) {
    return step > MOST_STEP_NANOS || (step > PAUSE_NANOS && step / MANY > interval);
  }

  /** Whether to skip a picture that was due at that time; never many in a row. */
  boolean skips(long due, long now) {
    boolean skip = now - due > LATE_NANOS && skipped < MANY;
    skipped = skip ? skipped + 1 : 0;
    return skip;
  }
}
