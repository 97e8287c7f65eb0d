package dev.framecast.capture;

/**
 * Numbers a camera's pictures, so that the frames that are made of one have the same number in all
 * renditions. Each {@code advance()} of a session is a picture; slates count where they would else
 * have the number of one that was published already. Under the write lock, but for {@link #newest}.
 */
final class PictureCount {
  /** A decoder with threads gives pictures out some units late; no one is later than that. */
  private static final int REMEMBERED = 32;

  private volatile long newest;

  /** When the units that came last were captured, and their numbers. */
  private final long[] captured = new long[REMEMBERED];

  private final long[] numbers = new long[REMEMBERED];
  private int next;

  /** The session has gone on to another picture; gives its number. */
  long advance() {
    long number = newest + 1; // only ever written under the write lock
    newest = number;
    return number;
  }

  /** The number of the newest picture or slate. Any thread. */
  long newest() {
    return newest;
  }

  /** A unit of that time has that number. */
  void unit(long capturedNanos, long number) {
    captured[next] = capturedNanos;
    numbers[next] = number;
    next = (next + 1) % REMEMBERED;
  }

  /**
   * The number of a picture of that time: its unit's, if it had one.
   *
   * @param otherwise what it is if it had none
   */
  long ofPicture(long capturedNanos, long otherwise) {
    for (int i = 0; i < REMEMBERED; i++) {
      if (numbers[i] != 0 && captured[i] == capturedNanos) {
        return numbers[i];
      }
    }
    return otherwise;
  }

  /** The number for a frame in a buffer whose last one is that: the wanted one if it is above. */
  long after(long last, long wanted) {
    long number = Math.max(last + 1, wanted);
    newest = Math.max(newest, number);
    return number;
  }
}
