package dev.framecast.servlet;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import dev.framecast.sink.PartMaker;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A frame as a servlet writes it; not to be changed by those who do. */
final class PartBytes {
  private static final byte[] NOTHING = {};

  final byte[] before;
  final ByteBuffer jpeg;
  final byte[] after;
  private byte @Nullable [] whole;

  private PartBytes(byte[] before, ByteBuffer jpeg, byte[] after) {
    this.before = before;
    this.jpeg = jpeg;
    this.after = after;
  }

  /** The frame as a part of a stream. */
  static PartBytes of(Frame frame, MjpegWriter writer) {
    ByteBuffer room = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    writer.before(frame, room);
    byte[] before = taken(room);
    writer.after(frame, room);
    return new PartBytes(before, frame.jpeg(), taken(room));
  }

  /** The frame's JPEG alone. */
  static PartBytes alone(Frame frame) {
    return new PartBytes(NOTHING, frame.jpeg(), NOTHING);
  }

  static PartMaker<PartBytes> maker() {
    return PartBytes::of;
  }

  /** What a stream of that form begins with. */
  static byte[] opening(MjpegWriter writer) {
    ByteBuffer room = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    writer.opening(room);
    return taken(room);
  }

  private static byte[] taken(ByteBuffer room) {
    byte[] bytes = new byte[room.flip().remaining()];
    room.get(bytes).clear();
    return bytes;
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
