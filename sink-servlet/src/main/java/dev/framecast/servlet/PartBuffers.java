package dev.framecast.servlet;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames as servlets write them: in one piece with what stands around them, because each write
 * costs a container several objects, and a call of the system. So a frame is copied once for all of
 * its viewers. The memory is used again: it is too much for the collector, and direct memory too
 * slow to get. Confined to the frame thread.
 */
final class PartBuffers implements PartFactory<ByteBuffer> {
  /** Kept for use again: enough for some dozens of cameras. */
  private static final int MOST_FREE = 64;

  private static final int MOST_FREE_BYTES = 16 * 1024 * 1024;

  private final boolean direct;

  /** Those released last are last. */
  private final List<ByteBuffer> free = new ArrayList<>();

  private int freeBytes;

  /**
   * @param direct whether parts are in direct memory, else in arrays
   */
  PartBuffers(boolean direct) {
    this.direct = direct;
  }

  @Override
  public ByteBuffer create(Frame frame, MjpegWriter writer) {
    ByteBuffer body = writer.body(frame);
    int room = body.remaining() + 2 * MjpegWriter.MAX_HEAD_BYTES;
    ByteBuffer part = take(room);
    writer.before(frame, part.clear());
    writer.after(frame, part.put(body));
    return part.flip();
  }

  /** The smallest that is large enough, or the large ones would go to the small frames. */
  private ByteBuffer take(int room) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      int capacity = free.get(i).capacity();
      if (capacity >= room && (best < 0 || capacity < free.get(best).capacity())) {
        best = i;
      }
    }
    if (best < 0) {
      return allocate(room + room / 2); // the sizes of JPEGs wander
    }
    ByteBuffer part = free.remove(best);
    freeBytes -= part.capacity();
    return part;
  }

  private ByteBuffer allocate(int bytes) {
    if (direct) {
      try {
        return ByteBuffer.allocateDirect(bytes);
      } catch (OutOfMemoryError e) {
        // It has waited half a second for the collector; at each frame, all would stand.
      }
    }
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void release(ByteBuffer part) {
    free.add(part);
    freeBytes += part.capacity();
    while (freeBytes > MOST_FREE_BYTES || free.size() > MOST_FREE) {
      freeBytes -= free.remove(0).capacity(); // the one that was not used for longest
    }
  }

  /** Of the memory that is kept for use again. */
  int freeBytes() {
    return freeBytes;
  }

  /** Nobody watches any more. */
  void clear() {
    free.clear();
    freeBytes = 0;
  }
}
