package dev.framecast.mjpeg;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import java.nio.ByteBuffer;

/** A frame of given bytes. */
final class TestFrame implements Frame {
  private final byte[] bytes;
  private final long sequence;
  private final long capturedMicros;
  private final boolean live;

  TestFrame(byte[] bytes, long sequence, long capturedMicros, boolean live) {
    this.bytes = bytes;
    this.sequence = sequence;
    this.capturedMicros = capturedMicros;
    this.live = live;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long capturedNanos() {
    return 0;
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
  public void close() {}
}
