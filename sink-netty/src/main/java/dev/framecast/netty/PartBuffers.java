package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import dev.framecast.sink.PartMaker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A frame as one event loop writes it: wrapped once, with what stands around it made once.
 * Duplicates of these are written, and hold nothing of the frame.
 *
 * @param before may be empty
 * @param jpeg the bytes in the camera's ring
 * @param after may be empty
 */
record PartBuffers(ByteBuf before, ByteBuf jpeg, ByteBuf after) {

  /** Makes them in direct memory, so that they are sent as they are. */
  static PartMaker<PartBuffers> maker(ByteBufAllocator alloc) {
    return new PartMaker<>() {
      @Override
      public PartBuffers make(Frame frame, MjpegWriter writer) {
        ByteBuf before = alloc.directBuffer(MjpegWriter.MAX_HEAD_BYTES);
        ByteBuffer room = before.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
        writer.before(frame, room);
        before.writerIndex(room.position());
        ByteBuf after = alloc.directBuffer(MjpegWriter.MAX_HEAD_BYTES);
        room = after.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
        writer.after(frame, room);
        after.writerIndex(room.position());
        return new PartBuffers(before, Unpooled.wrappedBuffer(frame.jpeg()), after);
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
