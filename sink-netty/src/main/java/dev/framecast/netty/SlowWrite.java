package dev.framecast.netty;

import io.netty.channel.ChannelHandlerContext;

/** A response that is not out yet: its connection is closed when the client takes nothing of it. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class SlowWrite implements Watched {
  private final ChannelHandlerContext ctx;
  private final FrameLoop loop;
  private final WriteProgress progress = new WriteProgress();

  SlowWrite(ChannelHandlerContext ctx, FrameLoop loop) {
    this.ctx = ctx;
    this.loop = loop;
  }

  @Override
  public void look(long now) {
    if (progress.silence(ctx.channel(), now) >= loop.options().silence().toNanos()) {
      ctx.close();
    }
  }
}
