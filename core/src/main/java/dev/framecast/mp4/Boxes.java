package dev.framecast.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Writes MP4's boxes (ISO 14496-12, 4.2), one in another: each begins with its own length. */
final class Boxes {
  private ByteBuffer out;
  private final ArrayDeque<Integer> open = new ArrayDeque<>();

  /** Empty, with room for that many bytes to begin with. */
  Boxes(int room) {
    out = ByteBuffer.allocate(room);
  }

  /** Begins a box. */
  Boxes begin(String type) {
    open.push(out.position());
    return number(0).text(type);
  }

  /** Begins a box that has a version and flags. */
  Boxes begin(String type, int version, int flags) {
    return begin(type).number(version << 24 | flags);
  }

  /** Ends the box that was begun last. */
  Boxes end() {
    int start = open.pop();
    out.putInt(start, out.position() - start);
    return this;
  }

  /** Ends the box that was begun last, which so many bytes follow that belong to it. */
  Boxes endBefore(int bytes) {
    int start = open.pop();
    out.putInt(start, out.position() - start + bytes);
    return this;
  }

  Boxes number(int value) {
    room(4);
    out.putInt(value);
    return this;
  }

  Boxes longNumber(long value) {
    room(8);
    out.putLong(value);
    return this;
  }

  Boxes shortNumber(int value) {
    room(2);
    out.putShort((short) value);
    return this;
  }

  Boxes zeros(int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      out.put((byte) 0);
    }
    return this;
  }

  Boxes text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  Boxes bytes(byte[] more) {
    room(more.length);
    out.put(more);
    return this;
  }

  /** Where the next byte will be. */
  int position() {
    return out.position();
  }

  /** Writes a number over what is there. */
  Boxes at(int position, int value) {
    out.putInt(position, value);
    return this;
  }

  private void room(int bytes) {
    if (out.remaining() < bytes) {
      out = ByteBuffer.allocate(2 * out.capacity() + bytes).put(out.flip());
    }
  }

  /** All that was written, from the buffer's beginning to its limit. */
  ByteBuffer done() {
    return out.flip();
  }
}
