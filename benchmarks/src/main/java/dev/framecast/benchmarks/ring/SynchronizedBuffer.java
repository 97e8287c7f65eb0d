package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import org.jspecify.annotations.Nullable;

/** {@link PooledBuffer} with {@code synchronized}. */
final class SynchronizedBuffer extends PooledBuffer {
  private final Object lock = new Object();

  @Override
  FrameSlot take() {
    synchronized (lock) {
      return takeLocked();
    }
  }

  @Override
  void handOver(FrameSlot slot, long sequence, int width, int height, boolean live) {
    synchronized (lock) {
      handOverLocked(sequence, width, height, live);
    }
  }

  @Override
  void giveBack(FrameSlot slot) {
    synchronized (lock) {
      giveBackLocked();
    }
  }

  @Override
  @Nullable Frame newest() {
    PooledSlot slot;
    synchronized (lock) {
      slot = pinLocked();
    }
    return slot == null ? null : new PooledFrame(this, slot);
  }

  @Override
  void unpin(PooledSlot slot) {
    synchronized (lock) {
      slot.readers--;
    }
  }
}
