package dev.framecast.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final long MIB = 1 << 20;
  private static final Sample FIRST =
      new Sample(400 * MIB, 30 * MIB, 6 * MIB, 2 * MIB, 0, 180, 200);

  @Test
  void nothingGrowsInARunWithoutLeaks() {
    Sample last = new Sample(405 * MIB, 32 * MIB, 7 * MIB, 4 * MIB, 1_000, 182, 203);
    assertThat(Growth.between(FIRST, last)).isEmpty();
  }

  @Test
  void eachLeakIsTold() {
    Sample last = new Sample(400 * MIB, 40 * MIB, 12 * MIB, 12 * MIB, 2 * MIB, 184, 205);
    assertThat(Growth.between(FIRST, last))
        .satisfiesExactly(
            heap -> assertThat(heap).contains("heap: 40.0 MiB", "30.0 MiB", "6.0 MiB"),
            direct -> assertThat(direct).startsWith("direct buffers: 12.0 MiB"),
            netty -> assertThat(netty).startsWith("Netty's pools: 12.0 MiB"),
            javaCpp -> assertThat(javaCpp).startsWith("JavaCPP: 2.0 MiB"),
            threads -> assertThat(threads).startsWith("threads: 184, after the warm-up 180"),
            descriptors -> assertThat(descriptors).startsWith("descriptors: 205"));
  }

  @Test
  void aSecondHalfIsFlatOrNotByTheMediansOfItsQuarters() {
    List<Long> rising = LongStream.range(0, 100).map(i -> 400 + i).boxed().toList();
    assertThat(Growth.ofSecondHalf(rising)).isCloseTo(487.0 / 462 - 1, within(1e-9));
    List<Long> flatAtLast = LongStream.range(0, 100).map(i -> Math.min(i, 40)).boxed().toList();
    assertThat(Growth.ofSecondHalf(flatAtLast)).isZero();
  }

  @Test
  void whatTheProcessTakesIsSeen() {
    Sample sample = Sample.take();
    assertThat(sample.heap()).isPositive();
    assertThat(sample.threads()).isPositive();
    assertThat(sample.csv().split(",")).hasSameSizeAs(Sample.HEADER.split(","));
  }
}
