package dev.framecast.source.image;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ticks at a steady rate, on a schedule that is fixed at the first tick: what one tick comes too
 * late does not delay the next. Ticks that were missed altogether are skipped.
 */
final class Pace {
  private static final double LEAST_FPS = 1e-5;

  private final double periodNanos;
  private boolean started;
  private long start;
  private long tick;
  private volatile boolean cancelled;
  private volatile @Nullable Thread waiter;

  Pace(double fps) {
    periodNanos = TimeUnit.SECONDS.toNanos(1) / checkFps(fps);
  }

  /** From one tick to the next. */
  long periodNanos() {
    return (long) periodNanos;
  }

  static double checkFps(double fps) {
    if (!(fps >= LEAST_FPS && fps <= 1_000)) {
      throw new IllegalArgumentException(
          "fps " + fps + ": must be 0.00001 (one picture a day) to 1000 pictures a second");
    }
    return fps;
  }

  /**
   * Waits for the next tick; the first comes at once.
   *
   * @return false when cancelled or interrupted; the thread's interrupt flag stays set
   */
  boolean await() {
    waiter = Thread.currentThread();
    long now = System.nanoTime();
    if (!started) {
      started = true;
      start = now;
    }
    // Late: go at once, and by the schedule again from there.
    tick = Math.max(tick, (long) ((now - start) / periodNanos));
    long due = start + (long) (tick * periodNanos);
    tick++;
    while (!cancelled && !Thread.currentThread().isInterrupted()) {
      long left = due - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(this, left);
    }
    return false;
  }

  /** Any thread. */
  void cancel() {
    cancelled = true;
    LockSupport.unpark(waiter);
  }
}
