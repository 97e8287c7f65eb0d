package dev.framecast.rtsp;

/**
 * Holds the pictures' own times against the clock: which picture is late, because the consumer was
 * slow and newer ones wait behind it.
 *
 * <p>The smallest distance between the two clocks that was seen of late stands for "not late". Of
 * late, and not ever, because the camera's clock and ours drift apart by some milliseconds a
 * minute.
 */
final class Timeline {
  private static final long UNKNOWN = Long.MAX_VALUE;
  private static final long WINDOW_NANOS = 5_000_000_000L;
  private static final long JUMP_NANOS = 2_000_000_000L;
  private static final long SHOW_AT_LEAST_EVERY_NANOS = 500_000_000L;
  // A read that took longer than this had to wait for the network, so nothing newer was queued.
  private static final long WAITED_NANOS = 5_000_000L;

  private long interval = 40_000_000L;
  private long lastPicture;
  private long skippingSince;
  private boolean skipping;
  private long windowStart;
  private long smallest = UNKNOWN;
  private long smallestBefore = UNKNOWN;

  /**
   * Whether to skip the picture in favour of newer ones that wait behind it.
   *
   * @param picture the picture's own time
   * @param now when it was read
   * @param waited how long reading it took
   */
  boolean skips(long picture, long now, long waited) {
    boolean late = observe(picture, now) > interval + interval / 2 && waited < WAITED_NANOS;
    if (!late) {
      skipping = false;
      return false;
    }
    if (!skipping) {
      skipping = true;
      skippingSince = now;
    }
    skipping = now - skippingSince < SHOW_AT_LEAST_EVERY_NANOS;
    return skipping;
  }

  /** How much later than the quickest of late this picture is. */
  private long observe(long picture, long now) {
    long step = picture - lastPicture;
    lastPicture = picture;
    if (smallest == UNKNOWN || Math.abs(step) > JUMP_NANOS) {
      smallest = now - picture;
      smallestBefore = UNKNOWN;
      windowStart = now;
      return 0;
    }
    if (step > 0) {
      interval += (step - interval) / 8;
    }
    long distance = now - picture;
    long late = distance - Math.min(smallest, smallestBefore);
    if (now - windowStart > WINDOW_NANOS) {
      windowStart = now;
      smallestBefore = smallest;
      smallest = distance;
    }
    smallest = Math.min(smallest, distance);
    return late;
  }
}
