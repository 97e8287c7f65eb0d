package dev.framecast.benchmarks.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class BusyEncoderTest {

  @Test
  void aPictureTakesTheProcessorTimeThatWasAskedForHoweverBusyTheMachine() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BusyEncoder encoder = new BusyEncoder(5);
    FrameSlot slot = new FrameSlot();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      slot.clear();
      long before = threads.getCurrentThreadCpuTime();
      encoder.encode(1, slot);
      long took = threads.getCurrentThreadCpuTime() - before;
      assertThat(took).isGreaterThanOrEqualTo(5_000_000);
      best = Math.min(best, took);
    }
    assertThat(best).isLessThan(6_000_000);
    assertThat(slot.length()).isEqualTo(172_000);
  }
}
