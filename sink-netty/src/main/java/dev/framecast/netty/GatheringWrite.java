package dev.framecast.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Pieces of memory as Linux's writev(2) wants them: an array of addresses and lengths, made once
 * for all viewers. With it a frame goes to a viewer in one call of Netty's own, past its buffer of
 * outbound messages and the objects that this needs for each piece (decision 14 has the figures).
 * What the socket does not take goes Netty's way. Confined to the event loop.
 */
final class GatheringWrite {
  /** Of a {@code struct iovec}: two words, of eight bytes wherever Netty has epoll. */
  private static final int ENTRY_BYTES = 2 * Long.BYTES;

  private final long address;
  private final int count;

  /**
   * All of it is direct memory, which the caller keeps.
   *
   * @param room for the array: {@link #bytesFor} so many pieces
   */
  GatheringWrite(ByteBuffer room, List<ByteBuf> pieces) {
    address = Buffer.memoryAddress(room) + room.position();
    count = pieces.size();
    room.order(ByteOrder.nativeOrder());
    for (ByteBuf piece : pieces) {
      ByteBuffer memory = piece.nioBuffer();
      room.putLong(Buffer.memoryAddress(memory) + memory.position());
      room.putLong(memory.remaining());
    }
  }

  static int bytesFor(int pieces) {
    return pieces * ENTRY_BYTES;
  }

  /**
   * Writes as much as the socket takes, if nothing that was written before waits for it.
   *
   * @return how many bytes it took; 0 also for a connection that is broken, as Netty's next write
   *     will find
   */
  long writeTo(EpollSocketChannel channel) {
    // Null from the moment a channel is closed: its file descriptor may be another's by now.
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || waiting.totalPendingWriteBytes() > 0 || !waiting.isEmpty()) {
      return 0;
    }
    try {
      return channel.fd().writevAddresses(address, count);
    } catch (IOException e) {
      return 0;
    }
  }
}
