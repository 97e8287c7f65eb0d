package dev.framecast.netty.http2;

import dev.framecast.netty.request.Patience;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says goodbye (GOAWAY) when a connection is closed, and closes connections that hold a place for
 * nothing: those that ask for nothing in time, and those that take nothing of what is written to
 * them. Single streams are looked after where they are answered. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Http2Guard extends ChannelDuplexHandler {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Http2Connection connection;
  private final Patience patience;

  private int lastStream;
  private long busyAt;
  private long untaken;
  private long takenAt;
  private @Nullable Future<?> checks;
  private boolean draining;

  Http2Guard(Http2FrameCodec codec, Patience patience) {
    this.connection = codec.connection();
    this.patience = patience;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    busyAt = System.nanoTime();
    takenAt = busyAt;
    long shortest =
        Math.min(
            patience.firstRequest().toNanos(),
            Math.min(patience.keepAlive().toNanos(), patience.silence().toNanos()));
    long period = Math.max(1_000_000, Math.min(PERIOD_NANOS, shortest / 5));
    Runnable check = () -> check(ctx, System.nanoTime());
    checks = ctx.executor().scheduleWithFixedDelay(check, period, period, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext ctx, long now) {
    int last = connection.remote().lastStreamCreated();
    if (connection.numActiveStreams() > 0 || last != lastStream) {
      lastStream = last;
      busyAt = now;
    }
    Duration rest = lastStream == 0 ? patience.firstRequest() : patience.keepAlive();
    if (now - busyAt >= rest.toNanos()) {
      ctx.channel().close();
    } else if (isStuck(ctx, now)) {
      Channel.Unsafe unsafe = ctx.channel().unsafe();
      unsafe.close(unsafe.voidPromise()); // it takes no farewell either
    }
  }

  private boolean isStuck(ChannelHandlerContext ctx, long now) {
    ChannelOutboundBuffer out = ctx.channel().unsafe().outboundBuffer();
    long left = out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
    if (left == 0 || left != untaken) {
      untaken = left;
      takenAt = now;
    }
    return now - takenAt >= patience.silence().toNanos();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Http2Pipeline.DRAIN) {
      drain(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void drain(ChannelHandlerContext ctx) {
    if (draining) {
      return;
    }
    draining = true;
    ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream stream) {
            ctx.executor().execute(() -> closeIfIdle(ctx)); // when its last frame is written
          }
        });
    closeIfIdle(ctx);
  }

  private void closeIfIdle(ChannelHandlerContext ctx) {
    if (connection.numActiveStreams() == 0) {
      ctx.channel().close();
    }
  }

  /** Streams of cameras do not end by themselves, so nobody waits for them. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    stop();
    if (ctx.channel().isActive()) {
      ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }
    ctx.close(promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stop();
  }

  private void stop() {
    Future<?> scheduled = checks;
    if (scheduled != null) {
      scheduled.cancel(false);
      checks = null;
    }
  }
}
