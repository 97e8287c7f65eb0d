package dev.framecast.internal;

import java.util.function.LongSupplier;

/**
 * Tells the time since 1970 of moments on the scale of {@link System#nanoTime()}. The two clocks
 * cannot be read at once: a thread that stands still between them would tell a time that is wrong
 * by as long. So they are read again then.
 */
public final class UnixTime {
  private static final long MOST_BETWEEN_NANOS = 50_000;
  private static final int MOST_TRIES = 5;

  private UnixTime() {}

  /** Nanoseconds since 1970 of that moment. */
  public static long nanos(long nanoTime) {
    return nanos(nanoTime, System::nanoTime, System::currentTimeMillis);
  }

  static long nanos(long nanoTime, LongSupplier monotonic, LongSupplier millis) {
    long best = Long.MAX_VALUE;
    long time = 0;
    long before = monotonic.getAsLong();
    for (int tries = 0; tries < MOST_TRIES && best > MOST_BETWEEN_NANOS; tries++) {
      long unix = millis.getAsLong() * 1_000_000;
      long after = monotonic.getAsLong();
      if (after - before < best) {
        best = after - before;
        time = unix + (nanoTime - after);
      }
      before = after;
    }
    return time;
  }
}
