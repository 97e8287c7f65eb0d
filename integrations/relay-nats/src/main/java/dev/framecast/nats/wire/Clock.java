package dev.framecast.nats.wire;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * This machine's time in microseconds since 1970, and the same on the scale of nanoTime(). To the
 * microsecond, where {@code currentTimeMillis()} would be wrong by as much as a frame is on its
 * way.
 */
public final class Clock {
  private static final long MOST_BETWEEN_NANOS = 20_000;
  private static final int MOST_TRIES = 5;

  private Clock() {}

  /** Now, in microseconds since 1970. */
  public static long micros() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
  }

  /** That moment of {@link System#nanoTime()}. */
  public static long micros(long nanoTime) {
    return Math.floorDiv(nanoTime + ahead(), 1_000L);
  }

  /** That moment on the scale of {@link System#nanoTime()}. */
  public static long nanoTime(long micros) {
    return micros * 1_000 - ahead();
  }

  /** A thread that stands still between the two clocks would tell a time that is wrong by that. */
  private static long ahead() {
    long best = Long.MAX_VALUE;
    long ahead = 0;
    for (int tries = 0; tries < MOST_TRIES && best > MOST_BETWEEN_NANOS; tries++) {
      long before = System.nanoTime();
      long unix = micros() * 1_000;
      long between = System.nanoTime() - before;
      if (between < best) {
        best = between;
        ahead = unix - before - between / 2;
      }
    }
    return ahead;
  }
}
