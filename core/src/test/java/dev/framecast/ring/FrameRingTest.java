package dev.framecast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameBufferContract;
import dev.framecast.frame.FrameSlot;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRingTest extends FrameBufferContract {
  @Override
  protected FrameBuffer create() {
    return new FrameRing();
  }

  private static void publish(FrameRing ring, int frames) {
    for (int i = 0; i < frames; i++) {
      publish(ring, i % 100, 1_000);
    }
  }

  @Test
  void threeSlotsDoWhenNobodyIsSlow() {
    FrameRing ring = new FrameRing();
    for (int i = 0; i < 2_000; i++) {
      publish(ring, 1);
      ring.acquireNext(0).close();
    }
    assertThat(ring.slotCount()).isEqualTo(3);
  }

  @Test
  void aSlowReaderCostsOneSlot() {
    FrameRing ring = new FrameRing();
    publish(ring, 1);
    try (Frame slow = ring.acquireNext(0)) {
      publish(ring, 10_000);
      assertThat(slow.sequence()).isEqualTo(1);
      assertThat(ring.slotCount()).isBetween(3, 4);
    }
  }

  @Test
  void theRingGrowsWithSlowReadersAndShrinksAgain() {
    FrameRing ring = new FrameRing();
    List<Frame> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      publish(ring, 1);
      held.add(ring.acquireNext(0));
    }
    assertThat(ring.slotCount()).isGreaterThanOrEqualTo(20);
    held.forEach(Frame::close);
    publish(ring, 1_024);
    assertThat(ring.slotCount()).isEqualTo(3);
    publish(ring, 10);
    assertThat(ring.sequence()).isEqualTo(1_054);
  }

  @Test
  void readersWhoHoldFramesKeepTheirSlotsWhenTheRingShrinks() {
    FrameRing ring = new FrameRing();
    List<Frame> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      publish(ring, i, 100);
      held.add(ring.acquireNext(0));
    }
    publish(ring, 2_000);
    for (int i = 0; i < 8; i++) {
      assertThat(value(held.get(i))).isEqualTo(i);
    }
    held.forEach(Frame::close);
  }

  /**
   * Step (5) of the algorithm: between a reader's look at the latest slot and its pin, the slot may
   * have become an old one that is free, or one that is about to become the latest.
   */
  @Test
  void aReaderWithAnOldViewGetsNothingOfIt() {
    FrameRing ring = new FrameRing();
    publish(ring, 1);
    RingSlot seen = ring.latest();
    publish(ring, 1);
    assertThat(seen.isFree()).isTrue();
    assertThat(ring.pinIfLatest(seen)).as("an old frame").isFalse();
    assertThat(seen.isFree()).as("nothing is held").isTrue();
    while (ring.latest() != seen) {
      publish(ring, 1);
    }
    assertThat(ring.pinIfLatest(seen)).as("the latest again").isTrue();
    assertThat(seen.isFree()).isFalse();
    seen.unpin();
  }

  @Test
  void aForfeitedSlotIsNeverSeenAgain() {
    FrameRing ring = new FrameRing();
    publish(ring, 1);
    FrameSlot lost = ring.claim();
    ring.forfeit();
    ring.forfeit();
    for (int i = 0; i < 100; i++) {
      FrameSlot slot = ring.claim();
      assertThat(slot).isNotSameAs(lost);
      lost.put(new byte[] {9}, 0, 1); // by a writer who hung and came back
      slot.put(new byte[] {1, 1}, 0, 2);
      ring.publish(1, 1, true);
      try (Frame frame = ring.acquireNext(0)) {
        assertThat(value(frame)).isEqualTo(1);
      }
    }
  }

  @Test
  void inSteadyStateNoDirectMemoryIsAllocated() {
    FrameRing ring = new FrameRing();
    publish(ring, 100);
    long before = directMemory();
    for (int i = 0; i < 5_000; i++) {
      publish(ring, 1);
      ring.acquireNext(0).close();
    }
    assertThat(directMemory()).isEqualTo(before);
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }

  /** One handle an acquire, and one view of the bytes a publication. */
  @Test
  void aFrameCostsOnlySmallHandles() {
    FrameRing ring = new FrameRing();
    ring.onPublish(() -> {});
    byte[] jpeg = new byte[1_000];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    cycle(ring, jpeg, 20_000);
    int rounds = 10_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    cycle(ring, jpeg, rounds);
    double each = (double) (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
    assertThat(each).isLessThanOrEqualTo(128);
  }

  private static void cycle(FrameRing ring, byte[] jpeg, int rounds) {
    for (int i = 0; i < rounds; i++) {
      ring.claim().put(jpeg, 0, jpeg.length);
      ring.publish(1, 1, true);
      try (Frame frame = ring.acquireNext(0)) {
        assertSame(frame.size(), jpeg.length);
      }
    }
  }

  private static void assertSame(int size, int expected) {
    if (size != expected) {
      throw new AssertionError(size);
    }
  }
}
