package dev.framecast.netty;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.PartFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A frame as one event loop writes it: the JPEG where the camera keeps it, and what stands around
 * it. Viewers write duplicates. Confined to the event loop.
 */
record FramePart(ByteBuf before, ByteBuf jpeg, ByteBuf after) {
  static final PartFactory<FramePart> FACTORY =
      new PartFactory<>() {
        @Override
        public FramePart create(Frame frame, MjpegWriter writer) {
          ByteBuf around = Unpooled.directBuffer(2 * MjpegWriter.MAX_HEAD_BYTES);
          try {
            ByteBuffer room = around.nioBuffer(0, around.capacity());
            writer.before(frame, room);
            int split = room.position();
            writer.after(frame, room);
            return new FramePart(
                around.slice(0, split),
                Unpooled.wrappedBuffer(frame.bytes()),
                around.slice(split, room.position() - split));
          } catch (RuntimeException | Error e) {
            around.release();
            throw e;
          }
        }

        @Override
        public void release(FramePart part) {
          part.before.release(); // and with it what is behind the JPEG
          part.jpeg.release();
        }
      };
}
