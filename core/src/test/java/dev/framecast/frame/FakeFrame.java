package dev.framecast.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A frame without bytes that counts whether it is open. */
final class FakeFrame implements Frame {
  private final long sequence;
  private final long at;
  private final boolean live;
  private final AtomicInteger open;

  FakeFrame(long sequence, long at, boolean live, AtomicInteger open) {
    this.sequence = sequence;
    this.at = at;
    this.live = live;
    this.open = open;
    open.incrementAndGet();
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long capturedNanos() {
    return at;
  }

  @Override
  public long capturedMicros() {
    return at / 1_000;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public int height() {
    return 1;
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public FrameFormat format() {
    return FrameFormat.GRAY8;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public ByteBuffer bytes() {
    return ByteBuffer.allocate(0);
  }

  @Override
  public void close() {
    open.decrementAndGet();
  }
}
