package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** {@link PooledBuffer} with a {@link ReentrantLock}. */
final class LockBuffer extends PooledBuffer {
  private final ReentrantLock lock = new ReentrantLock();

  @Override
  FrameSlot take() {
    lock.lock();
    try {
      return takeLocked();
    } finally {
      lock.unlock();
    }
  }

  @Override
  void handOver(FrameSlot slot, long sequence, int width, int height, boolean live) {
    lock.lock();
    try {
      handOverLocked(sequence, width, height, live);
    } finally {
      lock.unlock();
    }
  }

  @Override
  void giveBack(FrameSlot slot) {
    lock.lock();
    try {
      giveBackLocked();
    } finally {
      lock.unlock();
    }
  }

  @Override
  @Nullable Frame newest() {
    PooledSlot slot;
    lock.lock();
    try {
      slot = pinLocked();
    } finally {
      lock.unlock();
    }
    return slot == null ? null : new PooledFrame(this, slot);
  }

  @Override
  void unpin(PooledSlot slot) {
    lock.lock();
    try {
      slot.readers--;
    } finally {
      lock.unlock();
    }
  }
}
