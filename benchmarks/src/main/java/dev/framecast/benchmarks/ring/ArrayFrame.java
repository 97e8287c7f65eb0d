package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame in an array of its own, which nobody writes to again: the garbage collector is what keeps
 * it. One breach of {@link Frame}'s contract: the bytes are not direct memory, so a socket copies
 * them once more.
 */
final class ArrayFrame implements Frame {

  /** What was published: shared by all readers, never changed. */
  record Content(
      ByteBuffer bytes,
      long sequence,
      long nanos,
      long micros,
      int width,
      int height,
      boolean live) {

    static Content of(FrameSlot slot, long sequence, int width, int height, boolean live) {
      byte[] jpeg = new byte[slot.length()];
      slot.bytes().get(jpeg);
      return new Content(
          ByteBuffer.wrap(jpeg).asReadOnlyBuffer(),
          sequence,
          slot.capturedNanos(),
          slot.capturedMicros(),
          width,
          height,
          live);
    }
  }

  private volatile @Nullable Content content;

  ArrayFrame(Content content) {
    this.content = content;
  }

  private Content open() {
    Content c = content;
    if (c == null) {
      throw new IllegalStateException("the frame is closed");
    }
    return c;
  }

  @Override
  public long sequence() {
    return open().sequence();
  }

  @Override
  public long capturedNanos() {
    return open().nanos();
  }

  @Override
  public long capturedMicros() {
    return open().micros();
  }

  @Override
  public int width() {
    return open().width();
  }

  @Override
  public int height() {
    return open().height();
  }

  @Override
  public boolean live() {
    return open().live();
  }

  @Override
  public FrameFormat format() {
    return FrameFormat.JPEG;
  }

  @Override
  public int size() {
    return open().bytes().remaining();
  }

  @Override
  public ByteBuffer bytes() {
    return open().bytes().duplicate();
  }

  @Override
  public void close() {
    content = null;
  }
}
