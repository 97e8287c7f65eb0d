package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import dev.framecast.sink.PartMaker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * A frame as one event loop writes it: the camera's memory wrapped as it is, and what stands around
 * the JPEG, made once for all viewers. It is made once for each place in the camera's ring and
 * filled anew for each frame there; the {@link View}s that viewers write are used again, too.
 * Confined to the event loop.
 */
final class PartBuffers {
  private final ByteBuf before = head();
  private final ByteBuf jpeg;
  private final ByteBuf after = head();
  private final ArrayDeque<View> free = new ArrayDeque<>();
  private int jpegBytes;

  private PartBuffers(Frame frame) {
    jpeg = Unpooled.wrappedBuffer(frame.memory().duplicate().clear());
  }

  /**
   * Direct, so that it is sent as it is, and not from a pool, whose leak detector makes garbage.
   */
  private static ByteBuf head() {
    return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(MjpegWriter.MAX_HEAD_BYTES));
  }

  private void fill(Frame frame, MjpegWriter writer) {
    ByteBuffer room = before.internalNioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
    int start = room.position();
    writer.before(frame, room);
    before.setIndex(0, room.position() - start);
    room = after.internalNioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
    start = room.position();
    writer.after(frame, room);
    after.setIndex(0, room.position() - start);
    jpegBytes = frame.size();
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
   */
  final class View implements AutoCloseable {
    private final ByteBuf viewBefore = before.duplicate();
    private final ByteBuf viewJpeg = jpeg.duplicate();
    private final ByteBuf viewAfter = after.duplicate();

    private void begin() {
      viewBefore.setIndex(0, before.writerIndex()).retain();
      viewJpeg.setIndex(0, jpegBytes).retain();
      viewAfter.setIndex(0, after.writerIndex()).retain();
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

      @Override
      public void drop(PartBuffers part) {
        part.before.release();
        part.jpeg.release();
        part.after.release();
      }
    };
  }
}
