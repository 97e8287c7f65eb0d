package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way to the viewers of one event loop: pinned once, wrapped once, its part
 * headers made once for each form. Counted with a plain int, because it is confined to that loop.
 */
final class SharedFrame {
  private final Frame frame;
  private final ByteBuf jpeg;
  private final long sequence;
  private final long capturedNanos;
  private final boolean live;
  private @Nullable Part parts;
  private int holders = 1;

  /** Takes the frame over; the caller holds it until {@link #release}. */
  SharedFrame(Frame frame) {
    this.frame = frame;
    this.jpeg = Unpooled.wrappedBuffer(frame.jpeg());
    this.sequence = frame.sequence();
    this.capturedNanos = frame.capturedNanos();
    this.live = frame.live();
  }

  /** What stands around the JPEG in one form. */
  static final class Part {
    private final MjpegWriter writer;
    private final @Nullable Part next;

    /** Not to be released by others; may be empty. */
    final ByteBuf before;

    /** Not to be released by others; may be empty. */
    final ByteBuf after;

    Part(Frame frame, MjpegWriter writer, ByteBufAllocator alloc, @Nullable Part next) {
      this.writer = writer;
      this.next = next;
      before = alloc.directBuffer(MjpegWriter.MAX_HEAD_BYTES);
      ByteBuffer room = before.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
      writer.before(frame, room);
      before.writerIndex(room.position());
      after = alloc.directBuffer(MjpegWriter.MAX_HEAD_BYTES);
      room = after.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
      writer.after(frame, room);
      after.writerIndex(room.position());
    }
  }

  long sequence() {
    return sequence;
  }

  long capturedNanos() {
    return capturedNanos;
  }

  boolean live() {
    return live;
  }

  /** The JPEG; duplicates of it are for writing and hold nothing: {@link #retain} does. */
  ByteBuf jpeg() {
    return jpeg;
  }

  /** What stands around the JPEG, made at the first call. */
  Part part(MjpegWriter writer, ByteBufAllocator alloc) {
    for (Part part = parts; part != null; part = part.next) {
      if (part.writer == writer) {
        return part;
      }
    }
    Part made = new Part(frame, writer, alloc, parts);
    parts = made;
    return made;
  }

  /** Whether it may still be handed to a viewer. */
  boolean isOpen() {
    return holders > 0;
  }

  void retain() {
    holders++;
  }

  /** The last one lets go of the pin. */
  void release() {
    if (--holders == 0) {
      for (Part part = parts; part != null; part = part.next) {
        part.before.release();
        part.after.release();
      }
      jpeg.release();
      frame.close();
    }
  }
}
