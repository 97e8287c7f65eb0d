package dev.framecast.servlet;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way to the viewers of one web app: pinned once, its part headers made once for
 * each form. Counted with a plain int, because it is confined to the app's {@link FrameThread}.
 */
final class SharedFrame {
  private static final byte[] NOTHING = {};

  private final Frame frame;
  private final ByteBuffer jpeg;
  private final long sequence;
  private final long capturedNanos;
  private final boolean live;
  private @Nullable Part parts;
  private int holders = 1;

  /** Takes the frame over; the caller holds it until {@link #release}. */
  SharedFrame(Frame frame) {
    this.frame = frame;
    this.jpeg = frame.jpeg();
    this.sequence = frame.sequence();
    this.capturedNanos = frame.capturedNanos();
    this.live = frame.live();
  }

  /** A frame in one form; not to be changed by those who write it. */
  static final class Part {
    final byte[] before;
    final ByteBuffer jpeg;
    final byte[] after;

    private final @Nullable MjpegWriter writer;
    private final @Nullable Part next;
    private byte @Nullable [] whole;

    private Part(
        @Nullable MjpegWriter writer,
        byte[] before,
        ByteBuffer jpeg,
        byte[] after,
        @Nullable Part next) {
      this.writer = writer;
      this.before = before;
      this.jpeg = jpeg;
      this.after = after;
      this.next = next;
    }

    /** All of it in one array, for containers that take nothing else; copied once for all. */
    byte[] whole() {
      byte[] made = whole;
      if (made == null) {
        made = new byte[before.length + jpeg.remaining() + after.length];
        ByteBuffer.wrap(made).put(before).put(jpeg.duplicate()).put(after);
        whole = made;
      }
      return made;
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

  /** The frame as a part of a stream, made at the first call. */
  Part part(MjpegWriter writer) {
    for (Part part = parts; part != null; part = part.next) {
      if (part.writer == writer) {
        return part;
      }
    }
    ByteBuffer room = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    writer.before(frame, room);
    byte[] before = taken(room);
    writer.after(frame, room);
    Part made = new Part(writer, before, jpeg, taken(room), parts);
    parts = made;
    return made;
  }

  /** What a stream of that form begins with. */
  static byte[] opening(MjpegWriter writer) {
    ByteBuffer room = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    writer.opening(room);
    return taken(room);
  }

  /** The JPEG alone. */
  Part alone() {
    return new Part(null, NOTHING, jpeg, NOTHING, null);
  }

  private static byte[] taken(ByteBuffer room) {
    byte[] bytes = new byte[room.flip().remaining()];
    room.get(bytes).clear();
    return bytes;
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
      frame.close();
    }
  }
}
