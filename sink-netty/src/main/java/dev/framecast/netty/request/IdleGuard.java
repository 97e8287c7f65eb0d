package dev.framecast.netty.request;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that hold a place without asking for anything: those whose first request does
 * not become whole in time, and those that rest too long between requests. Bytes that trickle in
 * gain no time; only whole requests do. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class IdleGuard extends ChannelDuplexHandler {
  private final Patience patience;

  private long requests;
  private long answers;
  private @Nullable Future<?> end;

  public IdleGuard(Patience patience) {
    this.patience = patience;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) { // behind TLS, of whose handshake it is part
      arm(ctx, patience.firstRequest());
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    arm(ctx, patience.firstRequest());
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    disarm();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    disarm();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof LastHttpContent) {
      requests++;
      judge(ctx);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ChannelPromise told = promise;
    if (message instanceof LastHttpContent) {
      told = promise.unvoid();
      told.addListener(
          done -> {
            answers++;
            judge(ctx);
          });
    }
    ctx.write(message, told);
  }

  private void judge(ChannelHandlerContext ctx) {
    if (answers < requests || !ctx.channel().isActive()) {
      disarm();
    } else {
      arm(ctx, patience.keepAlive());
    }
  }

  private void arm(ChannelHandlerContext ctx, Duration time) {
    disarm();
    Runnable close = ctx::close;
    end = ctx.executor().schedule(close, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void disarm() {
    Future<?> armed = end;
    if (armed != null) {
      armed.cancel(false);
      end = null;
    }
  }
}
