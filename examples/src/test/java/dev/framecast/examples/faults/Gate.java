package dev.framecast.examples.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where calls that never return wait, as native ones do: interrupts do not end that. */
final class Gate {
  private volatile CountDownLatch latch = new CountDownLatch(1);

  /** Returns whether it was opened in that time. */
  boolean await(long seconds) {
    return await(latch, TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Passes that time. */
  void pause(long millis) {
    boolean unused = await(new CountDownLatch(1), TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static boolean await(CountDownLatch opened, long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return opened.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets all go that wait now. */
  void open() {
    CountDownLatch waiting = latch;
    latch = new CountDownLatch(1);
    waiting.countDown();
  }
}
