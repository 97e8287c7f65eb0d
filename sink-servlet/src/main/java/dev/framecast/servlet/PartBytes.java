package dev.framecast.servlet;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartMaker;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a servlet writes it: in one piece with what stands around it, because each write costs
 * a container several objects, and a call of the system. So the frame is copied once for all of its
 * viewers. There is one for each place in the camera's ring, filled anew for each frame there.
 * Confined to the frame thread.
 */
final class PartBytes {
  private static final int MOST_AROUND = 2 * MjpegWriter.MAX_HEAD_BYTES;

  /** What stands before the JPEG, and behind it. */
  private final ByteBuffer before = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);

  private final ByteBuffer after = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
  private final ByteBuffer jpeg;
  private int jpegBytes;

  private @Nullable ByteBuffer array;
  private boolean isInArray;
  private @Nullable ByteBuffer direct;
  private boolean isInDirect;

  /** Views of the direct memory that nobody writes. */
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  private PartBytes(ByteBuffer jpeg) {
    this.jpeg = jpeg;
  }

  private void fill(Frame frame, MjpegWriter writer) {
    writer.before(frame, before.clear());
    writer.after(frame, after.clear());
    jpegBytes = frame.size();
    isInArray = false;
    isInDirect = false;
  }

  /** These bytes with nothing around them, where they are: a frame's JPEG, or a page. */
  static PartBytes alone(ByteBuffer bytes) {
    ByteBuffer all = bytes.slice();
    PartBytes part = new PartBytes(all);
    part.jpegBytes = all.remaining();
    part.direct = all;
    part.isInDirect = true;
    return part;
  }

  /** What a stream of that form begins with. */
  static PartBytes opening(MjpegWriter writer) {
    ByteBuffer room = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    writer.opening(room);
    return alone(room.flip());
  }

  int size() {
    return before.position() + jpegBytes + after.position();
  }

  /** All {@link #size} bytes of it, for containers that take nothing else; not to be changed. */
  byte[] array() {
    ByteBuffer all = array;
    if (all == null) {
      all = ByteBuffer.allocate(jpeg.capacity() + MOST_AROUND);
      array = all;
    }
    if (!isInArray) {
      gather(all);
      isInArray = true;
    }
    return all.array();
  }

  /**
   * All of it, for one who writes: its position and limit are the writer's. To be {@link #giveBack
   * given back} when it is written; one that the container may still look at is not.
   */
  ByteBuffer view() {
    ByteBuffer all = direct;
    if (all == null) {
      all = room(jpeg.capacity() + MOST_AROUND);
      direct = all;
    }
    if (!isInDirect) {
      gather(all);
      isInDirect = true;
    }
    ByteBuffer view = free.poll();
    return view == null ? all.asReadOnlyBuffer().clear() : view;
  }

  private static ByteBuffer room(int bytes) {
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      // It has waited half a second for the collector; at once for each viewer, all would stand.
      return ByteBuffer.allocate(bytes);
    }
  }

  void giveBack(ByteBuffer view) {
    free.push(view);
  }

  private void gather(ByteBuffer all) {
    int head = before.position();
    int tail = head + jpegBytes;
    all.put(0, before, 0, head);
    all.put(head, jpeg, 0, jpegBytes);
    all.put(tail, after, 0, after.position());
  }

  static PartMaker<PartBytes> maker() {
    return PartMaker.reusing(frame -> new PartBytes(frame.memory()), PartBytes::fill);
  }
}
