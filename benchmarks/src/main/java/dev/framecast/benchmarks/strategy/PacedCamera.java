package dev.framecast.benchmarks.strategy;

import java.util.concurrent.locks.LockSupport;

/**
 * A camera that behaves like hardware behind V4L2: it takes a picture at each tick, whatever the
 * program does, and keeps at most {@value #QUEUED} that nobody has fetched; when these are full,
 * new pictures are lost. So whoever fetches too slowly gets old pictures, not few.
 *
 * <p>Fetching is for one thread; counting for any. There is no thread inside: what has happened
 * since the last look is worked out from the time.
 */
final class PacedCamera {
  private static final int QUEUED = 4;

  private final long period;
  private final long start;

  /** Pictures that wait, by their number, the oldest first. */
  private final long[] queue = new long[QUEUED];

  private int waiting;

  /** The next picture that the sensor will take. */
  private long next;

  /**
   * @param phase part of a period by which its ticks come later than another camera's, 0 to 1
   */
  PacedCamera(double fps, double phase) {
    period = (long) (1e9 / fps);
    start = System.nanoTime() + (long) (period * phase);
  }

  /**
   * The oldest picture that waits, or else the next one. Blocks until it is there.
   *
   * @return when it was taken, by {@link System#nanoTime()}; 0 when interrupted
   */
  long fetch() {
    catchUp();
    while (waiting == 0) {
      LockSupport.parkNanos(this, Math.max(1, taken(next) - System.nanoTime()));
      if (Thread.currentThread().isInterrupted()) {
        return 0;
      }
      catchUp();
    }
    long picture = queue[0];
    System.arraycopy(queue, 1, queue, 0, --waiting);
    return taken(picture);
  }

  /** The newest picture that waits, or else the next one. */
  long fetchNewest() {
    catchUp();
    if (waiting > 1) {
      queue[0] = queue[waiting - 1];
      waiting = 1;
    }
    return fetch();
  }

  /** How many pictures the sensor has taken by now. Any thread. */
  long count() {
    return Math.max(0, (System.nanoTime() - start) / period + 1);
  }

  private void catchUp() {
    long now = System.nanoTime();
    while (taken(next) <= now) {
      if (waiting < QUEUED) {
        queue[waiting++] = next;
      }
      next++;
    }
  }

  private long taken(long picture) {
    return start + picture * period;
  }
}
