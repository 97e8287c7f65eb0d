package dev.framecast.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A frame of given bytes. */
public final class TestFrame implements Frame {
  private final byte[] bytes;
  private final long sequence;
  private final long capturedMicros;
  private final boolean live;
  private final AtomicInteger open;

  public TestFrame(byte[] bytes, long sequence, long capturedMicros, boolean live) {
    this(bytes, sequence, capturedMicros, live, new AtomicInteger());
  }

  /** One that counts whether it is open. */
  TestFrame(byte[] bytes, long sequence, long capturedMicros, boolean live, AtomicInteger open) {
    this.bytes = bytes;
    this.sequence = sequence;
    this.capturedMicros = capturedMicros;
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
    return TimeUnit.MICROSECONDS.toNanos(capturedMicros);
  }

  @Override
  public long capturedMicros() {
    return capturedMicros;
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
    return FrameFormat.JPEG;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public void close() {
    open.decrementAndGet();
  }
}
