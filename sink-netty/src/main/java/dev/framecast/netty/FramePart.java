package dev.framecast.netty;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.EpollSocketChannel;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame as one event loop writes it: what stands before the JPEG, the JPEG where the camera keeps
 * it, and what stands behind it. Viewers write slices. Confined to the event loop.
 */
final class FramePart {
  private static final int TEXT_BYTES = 2 * MjpegWriter.MAX_HEAD_BYTES;
  private static final int ARRAY_BYTES = GatheringWrite.bytesFor(3);

  /** What stands around the JPEG, and room for {@link #gathering}. */
  private final ByteBuf around;

  private final List<ByteBuf> pieces;
  private final int bytes;

  /** Made when the first viewer comes who can be written to so. */
  private @Nullable GatheringWrite gathering;

  private FramePart(ByteBuf around, int split, ByteBuf jpeg) {
    this.around = around;
    this.pieces =
        List.of(around.slice(0, split), jpeg, around.slice(split, around.readableBytes() - split));
    this.bytes = around.readableBytes() + jpeg.readableBytes();
  }

  /** In their order; each is to be retained by who writes it. */
  List<ByteBuf> pieces() {
    return pieces;
  }

  int bytes() {
    return bytes;
  }

  /** See {@link GatheringWrite#writeTo}. */
  long writeTo(EpollSocketChannel channel) {
    GatheringWrite known = gathering;
    if (known == null) {
      known = new GatheringWrite(around.nioBuffer(TEXT_BYTES, ARRAY_BYTES), pieces);
      gathering = known;
    }
    return known.writeTo(channel);
  }

  static PartFactory<FramePart> factory() {
    return new PartFactory<>() {
      @Override
      public FramePart create(Frame frame, MjpegWriter writer) {
        ByteBuf around = Unpooled.directBuffer(TEXT_BYTES + ARRAY_BYTES);
        try {
          ByteBuffer room = around.nioBuffer(0, TEXT_BYTES);
          writer.before(frame, room);
          int split = room.position();
          writer.after(frame, room);
          around.writerIndex(room.position());
          return new FramePart(around, split, Unpooled.wrappedBuffer(writer.body(frame)));
        } catch (RuntimeException | Error e) {
          around.release();
          throw e;
        }
      }

      @Override
      public void release(FramePart part) {
        part.pieces.get(1).release();
        part.around.release();
      }
    };
  }
}
