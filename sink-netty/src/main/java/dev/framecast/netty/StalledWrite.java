package dev.framecast.netty;

import dev.framecast.stream.PeriodicCheck;
import io.netty.channel.Channel;
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
  private long untaken;
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
    long left = untaken(ctx.channel());
    if (fresh || left != untaken) {
      fresh = false;
      untaken = left;
      movedAt = now;
    }
    if (now - movedAt >= loop.options().silence().toNanos()) {
      Channel.Unsafe unsafe = ctx.channel().unsafe();
      unsafe.close(unsafe.voidPromise()); // TLS would wait for a farewell to be taken
    }
  }

  /** A measure of what is written and not taken yet, which falls with what the client takes. */
  private static long untaken(Channel channel) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out != null) {
      // Bytes of a buffer that is partly written still count as pending.
      return out.totalPendingWriteBytes() - out.currentProgress();
    }
    // A stream of an HTTP/2 connection, of which Netty tells only how far it is from its marks.
    return channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable();
  }
}
