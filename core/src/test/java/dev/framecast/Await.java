package dev.framecast;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameReader;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, with a deadline. */
public final class Await {
  /** Long enough for a machine that is busy with something else. */
  public static final Duration LONG = Duration.ofSeconds(10);

  private Await() {}

  /** Waits until that is so, and fails when it never is. */
  public static void until(String what, Callable<Boolean> condition) {
    if (!within(LONG, condition)) {
      throw new AssertionError("never came true: " + what);
    }
  }

  /** The next frame for one who has seen that, or null if there was none in that time. */
  public static Frame frame(FrameBuffer frames, long seen, Duration time)
      throws InterruptedException {
    try (FrameReader reader = new FrameReader(frames, seen)) {
      return reader.next(time);
    }
  }

  /** Whether that comes true in that time. */
  public static boolean within(Duration time, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + time.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      return true;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
