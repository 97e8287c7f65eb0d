package dev.framecast.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a stream is to end whose viewer may not watch for ever.
 *
 * @param hasEnd whether there is such a moment
 * @param nanos the moment, by {@link System#nanoTime()}
 */
record StreamEnd(boolean hasEnd, long nanos) {
  /** For how long the last frame may be on its way. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  static StreamEnd at(@Nullable Instant until) {
    Instant now = Instant.now();
    if (until == null || until.isAfter(now.plus(FOR_EVER))) {
      return new StreamEnd(false, 0);
    }
    Duration left = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    return new StreamEnd(true, System.nanoTime() + left.toNanos());
  }

  boolean isReached(long now) {
    return hasEnd && now - nanos >= 0;
  }

  boolean isOverdue(long now) {
    return hasEnd && now - nanos >= GRACE_NANOS;
  }
}
