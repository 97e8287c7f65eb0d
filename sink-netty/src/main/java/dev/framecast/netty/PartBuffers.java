package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import dev.framecast.sink.PartMaker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * A frame as one event loop writes it: the JPEG in the camera's memory, and what stands around it,
 * made once for all viewers. There is one for each place in the camera's ring, filled anew for each
 * frame there, and the {@link View}s that viewers write are used again, too. Confined to the event
 * loop.
 */
final class PartBuffers {
  private final ByteBuffer before = ByteBuffer.allocateDirect(MjpegWriter.MAX_HEAD_BYTES);
  private final ByteBuffer jpeg;
  private final ByteBuffer after = ByteBuffer.allocateDirect(MjpegWriter.MAX_HEAD_BYTES);
  private final ArrayDeque<View> free = new ArrayDeque<>();
  private int jpegBytes;

  private PartBuffers(Frame frame) {
    jpeg = frame.memory();
  }

  private void fill(Frame frame, MjpegWriter writer) {
    writer.before(frame, before.clear());
    writer.after(frame, after.clear());
    jpegBytes = frame.size();
  }

  private static ByteBuf wrap(ByteBuffer memory) {
    return Unpooled.wrappedBuffer(memory.asReadOnlyBuffer().clear());
  }

  /** For one viewer to write; to be closed when it is written. */
  View view() {
    View view = free.poll();
    if (view == null) {
      view = new View();
    }
    view.begin();
    return view;
  }

  /**
   * What is one viewer's of a part: how much of it is written. Each buffer is to be written, which
   * releases it, or released.
   *
   * <p>These wrap the memory anew, where duplicates of one wrapper would be simpler: without {@code
   * Unsafe} (JDK 25) Netty makes two objects to write a duplicate. And they are not from a pool,
   * whose leak detector makes garbage.
   */
  final class View implements AutoCloseable {
    private final ByteBuf viewBefore = wrap(before);
    private final ByteBuf viewJpeg = wrap(jpeg);
    private final ByteBuf viewAfter = wrap(after);

    private void begin() {
      viewBefore.setIndex(0, before.position()).retain();
      viewJpeg.setIndex(0, jpegBytes).retain();
      viewAfter.setIndex(0, after.position()).retain();
    }

    /** May be empty. */
    ByteBuf before() {
      return viewBefore;
    }

    /** The bytes in the camera's ring. */
    ByteBuf jpeg() {
      return viewJpeg;
    }

    /** May be empty. */
    ByteBuf after() {
      return viewAfter;
    }

    /** All three are released. */
    @Override
    public void close() {
      free.push(this);
    }
  }

  static PartMaker<PartBuffers> maker() {
    return new PartMaker<>() {
      @Override
      public PartBuffers make(Frame frame, MjpegWriter writer) {
        PartBuffers part = new PartBuffers(frame);
        part.fill(frame, writer);
        return part;
      }

      @Override
      public boolean reusesParts() {
        return true;
      }

      @Override
      public void remake(PartBuffers part, Frame frame, MjpegWriter writer) {
        part.fill(frame, writer);
      }
    };
  }
}
