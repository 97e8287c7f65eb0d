package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.AgeDistribution;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryCountsTest {
  private final DeliveryCounts counts = new DeliveryCounts();

  @Test
  void anAgeIsInTheFirstBucketThatGoesUpToIt() {
    counts.add(TimeUnit.MILLISECONDS.toNanos(5), 100);
    counts.add(TimeUnit.MILLISECONDS.toNanos(5) + 1, 100);
    counts.add(TimeUnit.SECONDS.toNanos(10), 100);
    counts.add(TimeUnit.HOURS.toNanos(1), 100);
    AgeDistribution ages = counts.ages();
    assertThat(ages.buckets()).isEqualTo(12);
    assertThat(ages.count(0)).isEqualTo(1);
    assertThat(ages.count(1)).isEqualTo(1);
    assertThat(ages.nanos(1)).isEqualTo(5_000_001);
    assertThat(ages.count(10)).isEqualTo(1);
    assertThat(ages.count(11)).isEqualTo(1);
    assertThat(ages.count()).isEqualTo(4);
    assertThat(ages.nanos())
        .isEqualTo(2 * 5_000_000L + 1 + TimeUnit.SECONDS.toNanos(10) + TimeUnit.HOURS.toNanos(1));
    assertThat(counts.bytes()).isEqualTo(400);
  }

  @Test
  void aFrameThatIsAheadOfTheClockHasNoAge() {
    counts.add(-1_000, 1);
    counts.add(Long.MIN_VALUE, 1);
    assertThat(counts.ages().count(0)).isEqualTo(2);
    assertThat(counts.ages().nanos()).isZero();
  }

  @Test
  void nothingIsLostWhenThreadsMeet() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    CountDownLatch begin = new CountDownLatch(1);
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] =
          new Thread(
              () -> {
                try {
                  begin.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int n = 0; n < each; n++) {
                  counts.add(1_000, 10);
                }
              });
      all[i].start();
    }
    begin.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(counts.ages().count()).isEqualTo((long) threads * each);
    assertThat(counts.ages().nanos()).isEqualTo(1_000L * threads * each);
    assertThat(counts.bytes()).isEqualTo(10L * threads * each);
  }

  @Test
  void aDistributionDoesNotChangeAndSaysWhatIsWrong() {
    long[] values = new long[12];
    AgeDistribution ages = new AgeDistribution(values, values);
    values[0] = 7;
    assertThat(ages.count()).isZero();
    assertThatThrownBy(() -> new AgeDistribution(new long[11], new long[12]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("counts: 11 values; must be 12");
    assertThatThrownBy(() -> ages.count(12)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(AgeDistribution.NONE).hasToString("0 frames");
  }
}
