package dev.framecast.netty.request;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * The end of the listening channel's pipeline: says that no connection can be accepted, such as for
 * want of descriptors. Netty tries again each second, so it is said once, and again only when there
 * was a time without. On the channel's event loop.
 */
public final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger("dev.framecast.netty.MjpegServer");
  private static final long CALM_NANOS = TimeUnit.MINUTES.toNanos(1);

  private boolean told;
  private long last;

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    long now = System.nanoTime();
    if (!told || now - last > CALM_NANOS) {
      LOG.log(
          Level.WARNING,
          "no more viewers can be accepted: {0}; who comes now waits until others leave",
          cause.getMessage());
    }
    told = true;
    last = now;
  }
}
