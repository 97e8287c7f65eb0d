package dev.framecast.capture;

import dev.framecast.camera.AgeDistribution;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What reached a camera's viewers. Written by the sinks' threads, once a frame and viewer, read by
 * anyone. Adders, because several threads have viewers of one camera: none of them waits, and
 * nothing is made where they do not meet.
 */
final class DeliveryCounts {
  private static final long[] BOUNDS =
      AgeDistribution.BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

  private final LongAdder[] counts = adders();
  private final LongAdder[] nanos = adders();
  private final LongAdder bytes = new LongAdder();

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[BOUNDS.length + 1];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** A live frame of that age and size was sent. */
  void add(long ageNanos, int size) {
    long age = Math.max(0, ageNanos); // some sources are ahead of the clock
    int bucket = 0;
    while (bucket < BOUNDS.length && age > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos[bucket].add(age);
    bytes.add(size);
  }

  long bytes() {
    return bytes.sum();
  }

  AgeDistribution ages() {
    return new AgeDistribution(sums(counts), sums(nanos));
  }

  private static long[] sums(LongAdder[] adders) {
    long[] sums = new long[adders.length];
    for (int i = 0; i < adders.length; i++) {
      sums[i] = adders[i].sum();
    }
    return sums;
  }
}
