package dev.framecast.netty;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartMaker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.EpollSocketChannel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

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

  /** Made when the first viewer comes who is written to directly. */
  private @Nullable Gather gather;

  private boolean isGathered;

  private PartBuffers(Frame frame) {
    jpeg = frame.memory();
  }

  private void fill(Frame frame, MjpegWriter writer) {
    writer.before(frame, before.clear());
    writer.after(frame, after.clear());
    jpegBytes = frame.size();
    isGathered = false;
  }

  /** All of it, for those whose channel is an {@link EpollSocketChannel}. */
  Gather gather() {
    Gather known = gather;
    if (known == null) {
      known = new Gather(before, jpeg, after);
      gather = known;
    }
    if (!isGathered) {
      known.take(before.position(), jpegBytes, after.position());
      isGathered = true;
    }
    return known;
  }

  private static ByteBuf wrap(ByteBuffer memory) {
    return Unpooled.wrappedBuffer(memory.asReadOnlyBuffer().clear());
  }

  /** For one viewer to write, from that byte on; to be closed when it is written. */
  View view(long written) {
    View view = free.poll();
    if (view == null) {
      view = new View();
    }
    view.begin(written);
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

    private void begin(long written) {
      long left = begin(viewBefore, before.position(), written);
      left = begin(viewJpeg, jpegBytes, left);
      begin(viewAfter, after.position(), left);
    }

    /** Leaves out what is written; returns how much of that lies behind this piece. */
    private long begin(ByteBuf piece, int length, long written) {
      int done = (int) Math.min(length, written);
      piece.setIndex(done, length).retain();
      return written - done;
    }

    /** May be empty. */
    ByteBuf before() {
      return viewBefore;
    }

    /** The bytes in the camera's ring; may be empty. */
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
    return PartMaker.reusing(PartBuffers::new, PartBuffers::fill);
  }
}
