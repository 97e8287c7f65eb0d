package dev.framecast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.AgeDistribution;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgeTimerTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Timer timer =
      Timer.builder("ages")
          .serviceLevelObjectives(AgeDistribution.BOUNDS.toArray(Duration[]::new))
          .register(registry);
  private final AgeTimer ages = new AgeTimer(timer);
  private final long[] counts = new long[12];
  private final long[] nanos = new long[12];

  private void add(long age) {
    int bucket = 0;
    while (bucket < 11 && age > AgeDistribution.BOUNDS.get(bucket).toNanos()) {
      bucket++;
    }
    counts[bucket]++;
    nanos[bucket] += age;
  }

  private void update() {
    ages.update(new AgeDistribution(counts, nanos));
  }

  @Test
  void countsOfAllBucketsAndTheSumAreExact() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 500; i++) {
        add((long) Math.exp(random.nextDouble() * Math.log(2e10)));
      }
      update();
    }
    long sum = 0;
    for (long each : nanos) {
      sum += each;
    }
    assertThat(timer.count()).isEqualTo(10_000);
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo((double) sum);
    CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
    long below = 0;
    for (int i = 0; i < 11; i++) {
      below += counts[i];
      assertThat(buckets[i].count())
          .as("up to %s", AgeDistribution.BOUNDS.get(i))
          .isEqualTo((double) below);
    }
  }

  @Test
  void agesAtTheEdgesStayInTheirBuckets() {
    for (Duration bound : AgeDistribution.BOUNDS) {
      for (int i = 0; i < 7; i++) {
        add(bound.toNanos());
        add(bound.toNanos() + 1);
      }
    }
    add(0);
    update();
    CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
    assertThat(buckets[0].count()).isEqualTo(8);
    assertThat(buckets[1].count()).isEqualTo(22);
    assertThat(timer.count()).isEqualTo(155);
  }

  @Test
  void aSumThatIsReadTooEarlyComesTheNextTime() {
    counts[3] = 1; // its age is on its way
    update();
    counts[3] = 2;
    nanos[3] = 80_000_000;
    update();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(75_000_001); // the most of two
    counts[3] = 3;
    nanos[3] = 120_000_000;
    update();
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(120_000_000);
  }
}
