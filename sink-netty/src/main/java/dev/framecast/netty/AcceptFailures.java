package dev.framecast.netty;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a connection cannot be accepted, because there are no descriptors left, say:
 * accepting rests for a moment, since the next try would fail at once, and is tried again. Those
 * that there are go on. Told once a minute at most. Confined to the listener's event loop.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(MjpegServer.class.getName());
  private static final long REST_MILLIS = 500;
  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private long toldAt;
  private boolean told;
  private @Nullable Future<?> rest;

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    long now = System.nanoTime();
    if (!told || now - toldAt >= TELL_NANOS) {
      told = true;
      toldAt = now;
      LOG.log(
          Level.WARNING,
          "connections cannot be accepted, which is tried on; those that there are go on: "
              + cause.getMessage());
    }
    ChannelConfig config = ctx.channel().config();
    if (rest == null && ctx.channel().isOpen()) {
      config.setAutoRead(false);
      rest =
          ctx.executor()
              .schedule(
                  () -> {
                    rest = null;
                    config.setAutoRead(true);
                  },
                  REST_MILLIS,
                  TimeUnit.MILLISECONDS);
    }
  }
}
