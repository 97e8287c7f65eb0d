package dev.framecast.netty;

import dev.framecast.stream.PeriodicCheck;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Closes a connection that takes nothing of what is written to it. Tells a slow reader from one
 * that is gone: the slow one takes some bytes now and then, be it a fraction of a frame. Confined
 * to one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class StalledWrite implements PeriodicCheck.Checked {
  private final ChannelHandlerContext ctx;
  private final FrameLoop loop;
  private long pending;
  private long current;
  private long movedAt;
  private boolean fresh = true;

  StalledWrite(ChannelHandlerContext ctx, FrameLoop loop) {
    this.ctx = ctx;
    this.loop = loop;
  }

  /** Something new is being written: the silence begins anew. */
  void restart() {
    fresh = true;
  }

  @Override
  public void check(long now) {
    ChannelOutboundBuffer out = ctx.channel().unsafe().outboundBuffer();
    long total = out == null ? 0 : out.totalPendingWriteBytes();
    // Bytes of a buffer that is partly written still count as pending; they show up here.
    long part = out == null ? 0 : out.currentProgress();
    if (fresh || total != pending || part != current) {
      fresh = false;
      pending = total;
      current = part;
      movedAt = now;
    }
    if (now - movedAt >= loop.options().silence().toNanos()) {
      ctx.close();
    }
  }
}
