package dev.framecast.capture;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody's wake-up: runs on a thread of the callbacks, never twice at a time. Publications that
 * come while it runs are told by one more run. One that never returns is told no more, and costs
 * the thread that it holds.
 */
final class SerialWakeUp implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNNING_AND_AGAIN = 2;

  private final Runnable target;
  private final Executor callbacks;
  private final AtomicInteger state = new AtomicInteger();
  private volatile long begunAt;
  private volatile boolean told;

  SerialWakeUp(Runnable target, Executor callbacks) {
    this.target = target;
    this.callbacks = callbacks;
  }

  /** On the publishing thread. */
  @Override
  public void run() {
    if (state.getAndUpdate(s -> s == IDLE ? RUNNING : RUNNING_AND_AGAIN) != IDLE) {
      tellOfHanging();
      return;
    }
    begunAt = System.nanoTime();
    try {
      callbacks.execute(this::relay);
    } catch (RuntimeException | Error e) { // no more threads: the next publication tries again
      state.set(IDLE);
      throw e;
    }
  }

  private void tellOfHanging() {
    if (!told && System.nanoTime() - begunAt > LONG_NANOS) {
      told = true;
      LOG.log(
          Level.WARNING,
          "a wake-up has not returned for {0} s and hears of no more frames: {1}",
          TimeUnit.NANOSECONDS.toSeconds(LONG_NANOS),
          target.getClass().getName());
    }
  }

  private void relay() {
    do {
      state.set(RUNNING);
      begunAt = System.nanoTime();
      try {
        target.run();
      } catch (Throwable e) {
        LOG.log(told ? Level.DEBUG : Level.WARNING, "a wake-up failed", e);
        told = true; // it may fail thirty times a second
      }
    } while (!state.compareAndSet(RUNNING, IDLE));
  }
}
