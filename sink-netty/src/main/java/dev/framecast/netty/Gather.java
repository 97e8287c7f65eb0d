package dev.framecast.netty;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A part as Linux's writev(2) wants it: an array of addresses and lengths, made once a frame. With
 * it a frame goes to a viewer in one call, past Netty's buffer of outbound messages, which costs
 * more time than all else here. The call is Netty's own, and what the socket does not take goes
 * Netty's way. Confined to the event loop.
 */
final class Gather {
  /** Of a {@code struct iovec}: two words, of eight bytes wherever Netty has epoll. */
  private static final int ENTRY_BYTES = 16;

  private final ByteBuffer entries;
  private final long entriesAddress;

  /**
   * Of the pieces; asked once, because without {@code Unsafe} (JDK 25) each asking makes objects.
   */
  private final long[] addresses;

  private int count;
  private long bytes;

  /** For pieces that begin where these do. */
  Gather(ByteBuffer first, ByteBuffer second, ByteBuffer third) {
    ByteBuffer[] memory = {first, second, third};
    addresses = Arrays.stream(memory).mapToLong(Buffer::memoryAddress).toArray();
    entries = ByteBuffer.allocateDirect(memory.length * ENTRY_BYTES).order(ByteOrder.nativeOrder());
    entriesAddress = Buffer.memoryAddress(entries);
  }

  /** Begins a new part, of that many bytes of each of three pieces. */
  void take(int first, int second, int third) {
    count = 0;
    bytes = 0;
    add(addresses[0], first);
    add(addresses[1], second);
    add(addresses[2], third);
  }

  private void add(long address, int length) {
    if (length > 0) {
      entries.putLong(count * ENTRY_BYTES, address);
      entries.putLong(count * ENTRY_BYTES + Long.BYTES, length);
      count++;
      bytes += length;
    }
  }

  long bytes() {
    return bytes;
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
      return channel.fd().writevAddresses(entriesAddress, count);
    } catch (IOException e) {
      return 0;
    }
  }
}
