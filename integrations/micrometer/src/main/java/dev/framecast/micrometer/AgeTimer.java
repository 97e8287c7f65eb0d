package dev.framecast.micrometer;

import dev.framecast.camera.AgeDistribution;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Brings what a camera has counted into a timer, bucket by bucket: as many ages, and the same sum.
 * A timer takes ages one by one; one that begins after very many begins with those that follow.
 * Confined to the {@link UpdateThread}.
 */
final class AgeTimer {
  /** What a registry that comes late is brought up to: a moment of work. */
  private static final long MOST_AT_FIRST = 1_000_000;

  private final Timer timer;

  private boolean begun;

  /** What is in the timer already. */
  private final long[] counts = new long[AgeDistribution.NONE.buckets()];

  private final long[] nanos = new long[AgeDistribution.NONE.buckets()];

  AgeTimer(Timer timer) {
    this.timer = timer;
  }

  void update(AgeDistribution now) {
    if (!begun && now.count() > MOST_AT_FIRST) {
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] = now.count(bucket);
        nanos[bucket] = now.nanos(bucket);
      }
    }
    begun = true;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      update(bucket, now.count(bucket), now.nanos(bucket));
    }
  }

  private void update(int bucket, long count, long sum) {
    long least = bucket == 0 ? 0 : bound(bucket - 1) + 1;
    long most = bucket == counts.length - 1 ? Long.MAX_VALUE : bound(bucket);
    for (; counts[bucket] < count; counts[bucket]++) {
      long average = (sum - nanos[bucket]) / (count - counts[bucket]);
      // Count and sum are not read at one moment; what is missing of the sum comes the next time.
      long age = Math.min(most, Math.max(least, average));
      timer.record(age, TimeUnit.NANOSECONDS);
      nanos[bucket] += age;
    }
  }

  private static long bound(int bucket) {
    return AgeDistribution.BOUNDS.get(bucket).toNanos();
  }
}
