package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import java.nio.ByteBuffer;

/**
 * One buffer of the ring and the frame in it, which readers have by a {@link PinnedFrame}. The
 * algorithm is told at the top of {@link FrameRing}.
 */
final class RingSlot extends Pinnable implements Frame {
  final FrameSlot content = new FrameSlot();
  private final FrameFormat format;

  // Of the content, as it was when it was published: its writer may not have let go of it.
  private long capturedNanos;
  private long capturedMicros;
  private ByteBuffer bytes = content.bytes();

  private long sequence;
  private int epoch;
  private int width;
  private int height;
  private boolean live;
  private boolean provisional;

  RingSlot(FrameFormat format) {
    this.format = format;
  }

  void describe(long sequence, int width, int height, boolean live, int epoch) {
    this.sequence = sequence;
    this.epoch = epoch;
    this.width = width;
    this.height = height;
    this.live = live;
    this.capturedNanos = content.capturedNanos();
    this.capturedMicros = content.capturedMicros();
    this.bytes = content.bytes();
    this.provisional = content.isProvisional();
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public boolean provisional() {
    return provisional;
  }

  @Override
  public long capturedNanos() {
    return capturedNanos;
  }

  @Override
  public long capturedMicros() {
    return capturedMicros;
  }

  @Override
  public int size() {
    return bytes.limit();
  }

  @Override
  public FrameFormat format() {
    return format;
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Undoes one pin. */
  @Override
  public void close() {
    unpin();
  }
}
