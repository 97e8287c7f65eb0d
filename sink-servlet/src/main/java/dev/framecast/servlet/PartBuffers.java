package dev.framecast.servlet;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartFactory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Frames as servlets write them: in one piece with what stands around them, because each write
 * costs a container several objects, and a call of the system. So a frame is copied once for all of
 * its viewers. The memory is used again: it is too much for the collector, and direct memory too
 * slow to get. Confined to the frame thread.
 */
final class PartBuffers implements PartFactory<ByteBuffer> {
  /** Kept for use again: enough for sixteen cameras of 1080p, of which each frame lasts a while. */
  private static final int MOST_FREE_BYTES = 16 * 1024 * 1024;

  private final boolean direct;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int freeBytes;

  /**
   * @param direct whether parts are in direct memory, else in arrays
   */
  PartBuffers(boolean direct) {
    this.direct = direct;
  }

  @Override
  public ByteBuffer create(Frame frame, MjpegWriter writer) {
    int room = frame.size() + 2 * MjpegWriter.MAX_HEAD_BYTES;
    ByteBuffer part = take(room);
    writer.before(frame, part.clear());
    writer.after(frame, part.put(frame.bytes()));
    return part.flip();
  }

  private ByteBuffer take(int room) {
    for (Iterator<ByteBuffer> parts = free.iterator(); parts.hasNext(); ) {
      ByteBuffer part = parts.next();
      if (part.capacity() >= room) {
        parts.remove();
        freeBytes -= part.capacity();
        return part;
      }
    }
    return allocate(room + room / 2); // the sizes of JPEGs wander
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
    free.push(part);
    freeBytes += part.capacity();
    while (freeBytes > MOST_FREE_BYTES) {
      freeBytes -= free.removeLast().capacity(); // the one that was not used for longest
    }
  }

  /** Nobody watches any more. */
  void clear() {
    free.clear();
    freeBytes = 0;
  }
}
