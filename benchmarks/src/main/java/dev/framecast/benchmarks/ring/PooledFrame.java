package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One reader's hold on a slot of a {@link PooledBuffer}. */
final class PooledFrame implements Frame {
  private final PooledBuffer buffer;
  private final AtomicReference<@Nullable PooledSlot> held;

  PooledFrame(PooledBuffer buffer, PooledSlot slot) {
    this.buffer = buffer;
    this.held = new AtomicReference<>(slot);
  }

  private PooledSlot open() {
    PooledSlot slot = held.get();
    if (slot == null) {
      throw new IllegalStateException("the frame is closed");
    }
    return slot;
  }

  @Override
  public long sequence() {
    return open().sequence;
  }

  @Override
  public long capturedNanos() {
    return open().content.capturedNanos();
  }

  @Override
  public long capturedMicros() {
    return open().content.capturedMicros();
  }

  @Override
  public int width() {
    return open().width;
  }

  @Override
  public int height() {
    return open().height;
  }

  @Override
  public boolean live() {
    return open().live;
  }

  @Override
  public FrameFormat format() {
    return FrameFormat.JPEG;
  }

  @Override
  public int size() {
    return open().content.length();
  }

  @Override
  public ByteBuffer bytes() {
    return open().content.bytes();
  }

  @Override
  public void close() {
    PooledSlot slot = held.getAndSet(null);
    if (slot != null) {
      buffer.unpin(slot);
    }
  }
}
