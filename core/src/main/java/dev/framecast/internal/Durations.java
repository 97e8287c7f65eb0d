package dev.framecast.internal;

import java.time.Duration;
import java.util.Objects;

/** Durations as callers give them. */
public final class Durations {
  /** A hundred years, which can be added to any time of {@link System#nanoTime()}. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * Nanoseconds; of what is longer than anybody waits, a hundred years.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public static long nanos(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " " + value + ": must be 0 or more");
    }
    return value.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : value.toNanos();
  }
}
