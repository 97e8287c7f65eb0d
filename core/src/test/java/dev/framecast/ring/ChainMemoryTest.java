package dev.framecast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChainMemoryTest {
  private final AtomicLong clock = new AtomicLong();
  private final FrameChain chain = new FrameChain(ChainBounds.USUAL, clock::get);

  /** As cameras send it: 25 units a second, larger or smaller by a third. */
  private void video(FrameChain chain, int units, int group, int keyBytes, int deltaBytes) {
    Random random = new Random(7);
    for (int i = 0; i < units; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
      long sequence = chain.sequence() + 1;
      boolean key = sequence % group == 1;
      int bytes = key ? keyBytes : deltaBytes;
      Chains.publish(chain, sequence, key, bytes * 2 / 3 + random.nextInt(bytes * 2 / 3));
    }
  }

  @Test
  void inSteadyStateNoDirectMemoryIsAllocated() {
    video(chain, 2_000, 50, 100_000, 10_000);
    long before = directBuffers();
    long bytes = chain.memoryBytes();
    video(chain, 3_000, 50, 100_000, 10_000);
    assertThat(directBuffers()).as("fewer when other tests' go").isLessThanOrEqualTo(before);
    assertThat(chain.memoryBytes()).isEqualTo(bytes);
  }

  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }

  @Test
  void tenSecondsOfASmallStreamTakeAMegabyteOrTwo() {
    List<FrameChain> chains = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      FrameChain each = new FrameChain(ChainBounds.USUAL, clock::get);
      chains.add(each);
      video(each, 1_000, 250, 3_000, 3_000);
    }
    long total = chains.stream().mapToLong(FrameChain::memoryBytes).sum();
    System.out.printf("64 chains of 250 units of 3 KB: %,d bytes each%n", total / 64);
    assertThat(total / 64).isLessThan(2 << 20);
  }

  @Test
  void memoryFollowsTheBytesOfAGroup() {
    video(chain, 1_000, 50, 200_000, 20_000); // 1.2 MB a group
    System.out.printf("groups of 1.2 MB: %,d bytes%n", chain.memoryBytes());
    assertThat(chain.memoryBytes()).isLessThan(3 << 20);
  }

  @Test
  void aSlowReaderCostsTheBlockThatItHolds() {
    video(chain, 1_000, 50, 100_000, 10_000);
    long before = chain.memoryBytes();
    try (Frame slow = chain.acquireNext(0)) {
      video(chain, 5_000, 50, 100_000, 10_000);
      Chains.check(slow);
      assertThat(chain.memoryBytes() - before).isLessThanOrEqualTo(256 << 10);
    }
  }

  @Test
  void whatSlowReadersHeldIsLetGoHalfAMinuteLater() {
    video(chain, 1_000, 50, 100_000, 10_000);
    long before = chain.memoryBytes();
    List<Frame> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      held.add(chain.acquireNext(0));
      video(chain, 50, 50, 100_000, 10_000);
    }
    assertThat(chain.memoryBytes() - before).isGreaterThan(20 * 100_000);
    held.forEach(Chains::check);
    held.forEach(Frame::close);
    video(chain, 40 * 25, 50, 100_000, 10_000);
    assertThat(chain.memoryBytes() - before).isLessThanOrEqualTo(256 << 10);
  }

  @Test
  void aLargeStreamThatBecomesSmallLetsGoOfItsMemory() {
    video(chain, 500, 50, 1_000_000, 100_000);
    assertThat(chain.memoryBytes()).isGreaterThan(6_000_000);
    video(chain, 100 * 25, 50, 20_000, 2_000);
    assertThat(chain.memoryBytes()).isLessThan(2_000_000);
  }

  @Test
  void theIndexShrinksAfterALongGroup() {
    ChainIndex index = new ChainIndex();
    for (int i = 0; i < 5_000; i++) {
      index.add(unit(i));
    }
    assertThat(index.capacity()).isEqualTo(8_192);
    while (index.size() > 10) {
      index.removeOldest();
    }
    for (int i = 5_000; i < 5_020; i++) {
      index.removeOldest();
      index.add(unit(i));
      assertThat(index.next(i).position).isEqualTo(i);
      assertThat(index.next(i - 9).position).isEqualTo(i - 9);
    }
    assertThat(index.capacity()).isEqualTo(64);
  }

  private static ChainUnit unit(int position) {
    ChainBlock block = new ChainBlock(ByteBuffer.allocate(0));
    return new ChainUnit(
        block, new FrameSlot(), position, position, 0, position + 1, 1, 1, true, 0);
  }

  /** One handle a read; a unit, a view of its bytes and of the slot's a publication. */
  @Test
  void aUnitCostsOnlySmallObjects() {
    byte[] bytes = new byte[1_000];
    cycle(bytes, 20_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int units = 10_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    cycle(bytes, units);
    double each = (double) (threads.getCurrentThreadAllocatedBytes() - before) / units;
    System.out.printf("%.0f bytes of heap a unit%n", each);
    assertThat(each).isLessThanOrEqualTo(512);
  }

  private void cycle(byte[] bytes, int units) {
    for (int i = 0; i < units; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
      long seen = chain.sequence();
      FrameSlot slot = chain.claim();
      slot.put(bytes, 0, bytes.length);
      slot.video(Chains.VIDEO, seen % 25 == 0);
      chain.publish(640, 360, true);
      try (Frame frame = chain.acquireNext(seen)) {
        if (frame.sequence() != seen + 1) {
          throw new AssertionError(frame.sequence() + " after " + seen);
        }
      }
    }
  }
}
