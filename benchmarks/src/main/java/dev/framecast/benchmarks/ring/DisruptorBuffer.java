package dev.framecast.benchmarks.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * LMAX Disruptor's ring, bent to the contract. What the Disruptor is for is the opposite: every
 * consumer sees every event in order, and the slowest one gates the producer, who waits for it. A
 * gate for each viewer would let one slow viewer stop the camera. So nobody gates here: readers
 * copy the newest event's bytes out, look whether the producer has come round to it meanwhile, and
 * then copy again. A copy and an array for each reader and frame is what that costs.
 */
final class DisruptorBuffer extends Rival {
  private static final int SIZE = 8;
  private static final long NONE = -1;

  private final RingBuffer<Event> ring =
      RingBuffer.createSingleProducer(Event::new, SIZE, new BusySpinWaitStrategy());

  /** Claimed from the Disruptor, and not published yet. */
  private long next = NONE;

  private static final class Event {
    final FrameSlot slot = new FrameSlot();
    long sequence;
    int width;
    int height;
    boolean live;
  }

  @Override
  FrameSlot take() {
    if (next == NONE) {
      next = ring.next();
    }
    // The bytes of this frame must not be seen before the one before it is.
    VarHandle.storeStoreFence();
    return ring.get(next).slot;
  }

  @Override
  void handOver(FrameSlot slot, long sequence, int width, int height, boolean live) {
    Event event = ring.get(next);
    event.sequence = sequence;
    event.width = width;
    event.height = height;
    event.live = live;
    ring.publish(next);
    next = NONE;
  }

  @Override
  void giveBack(FrameSlot slot) {
    // Kept for the next claim: the Disruptor has no way back.
  }

  @Override
  @Nullable Frame newest() {
    while (true) {
      long at = ring.getCursor();
      if (at < 0) {
        return null;
      }
      ArrayFrame.Content content = copy(ring.get(at), at);
      if (content != null && isIntact(at)) {
        return new ArrayFrame(content);
      }
    }
  }

  private ArrayFrame.@Nullable Content copy(Event event, long at) {
    try {
      return ArrayFrame.Content.of(
          event.slot, event.sequence, event.width, event.height, event.live);
    } catch (RuntimeException e) {
      // The producer came by: the buffer's position and limit belong to two frames.
      if (isIntact(at)) {
        throw e;
      }
      return null;
    }
  }

  /** Whether the producer cannot have begun to write there again. */
  private boolean isIntact(long at) {
    VarHandle.loadLoadFence();
    return ring.getCursor() < at + SIZE - 1;
  }
}
