package dev.framecast.sink;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Await {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Await() {}

  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("in vain: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
