package dev.framecast.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Tells a slow reader from one that is gone: the slow one takes some bytes now and then, be it a
 * fraction of a frame. Confined to one event loop.
 */
final class WriteProgress {
  private long pending;
  private long current;
  private long movedAt;
  private boolean fresh = true;

  /** Something new is being written: the silence begins anew. */
  void restart() {
    fresh = true;
  }

  /** Nanoseconds for which the connection has taken nothing, as seen by looks like this one. */
  long silence(Channel channel, long now) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long total = out == null ? 0 : out.totalPendingWriteBytes();
    // Bytes of a buffer that is partly written still count as pending; they show up here.
    long part = out == null ? 0 : out.currentProgress();
    if (fresh || total != pending || part != current) {
      fresh = false;
      pending = total;
      current = part;
      movedAt = now;
    }
    return now - movedAt;
  }
}
