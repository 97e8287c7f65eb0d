package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpAnswer;
import dev.framecast.http.SnapshotAnswers;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: answers the requests for cameras, in their order, and hands on all others.
 * Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class CameraChannel extends ChannelInboundHandlerAdapter {
  /** Messages that may wait behind an answer. Nobody pipelines that many who means well. */
  private static final int MAX_HELD = 64;

  private enum Phase {
    /** Requests are answered as they come. */
    READY,
    /** An answer takes its time, so what comes has to wait. */
    BUSY,
    /** The answer ends with the connection, so what comes is of no more interest. */
    FINAL
  }

  private final CameraHttp http;
  private final String mount;
  private final FrameLoop loop;

  private Phase phase = Phase.READY;
  private final Deque<Object> held = new ArrayDeque<>();

  /** Whether what follows is the rest of a request that was for us. */
  private boolean inOurs;

  private @Nullable CompletableFuture<Frame> snapshot;
  private @Nullable Viewer viewer;

  CameraChannel(CameraHttp http, String mount, FrameLoop loop) {
    this.http = http;
    this.mount = mount;
    this.loop = loop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (phase == Phase.READY) {
      handle(ctx, message);
    } else if (phase == Phase.FINAL || isRestOfOurs(message)) {
      discard(message);
    } else if (held.size() < MAX_HELD) {
      held.add(message);
    } else {
      discard(message);
      ctx.close();
    }
  }

  private boolean isRestOfOurs(Object message) {
    return inOurs && held.isEmpty() && message instanceof HttpContent;
  }

  private void discard(Object message) {
    if (message instanceof LastHttpContent) {
      inOurs = false;
    }
    ReferenceCountUtil.release(message);
  }

  private void handle(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      RequestTarget target = RequestTarget.of(request.uri());
      if (target.isBelow(mount)) {
        inOurs = !(message instanceof LastHttpContent);
        try {
          answer(ctx, request, target);
        } finally {
          ReferenceCountUtil.release(message);
        }
        return;
      }
    } else if (inOurs && message instanceof HttpContent) {
      discard(message);
      return;
    }
    ctx.fireChannelRead(message);
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest request, RequestTarget target) {
    if (request.decoderResult().isFailure()) {
      phase = Phase.FINAL;
      send(ctx, Refusal.ofMalformed(request)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Responses responses = Responses.to(request);
    HttpAnswer answer =
        http.answer(
            request.method().name(),
            mount,
            target.path().substring(mount.length()),
            target.query(),
            name -> request.headers().get(name),
            isOnLoopback(ctx));
    if (answer instanceof HttpAnswer.Content content) {
      respond(ctx, responses, responses.content(content), null);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      stream(ctx, responses, stream);
    } else if (answer instanceof HttpAnswer.Snapshot wish) {
      snapshot(ctx, responses, wish);
    }
  }

  private static boolean isOnLoopback(ChannelHandlerContext ctx) {
    return ctx.channel().localAddress() instanceof InetSocketAddress local
        && !local.isUnresolved()
        && local.getAddress().isLoopbackAddress();
  }

  /** Sends a whole response, and lets go of the frame that it is made of, if any. */
  private void respond(
      ChannelHandlerContext ctx,
      Responses responses,
      FullHttpResponse response,
      @Nullable Frame frame) {
    phase = responses.keepAlive() ? Phase.BUSY : Phase.FINAL;
    ChannelFuture written = send(ctx, response);
    written.addListener(
        (ChannelFuture done) -> {
          if (frame != null) {
            frame.close();
          }
          if (phase == Phase.FINAL || !done.isSuccess()) {
            ctx.close();
          } else {
            resume(ctx);
          }
        });
  }

  /** Sends that, to a client that takes it. */
  private ChannelFuture send(ChannelHandlerContext ctx, HttpResponse response) {
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!written.isDone()) {
      SlowWrite slow = new SlowWrite(ctx, loop);
      loop.watch(slow);
      written.addListener(done -> loop.unwatch(slow));
    }
    return written;
  }

  private void resume(ChannelHandlerContext ctx) {
    phase = Phase.READY;
    while (phase == Phase.READY && !held.isEmpty()) {
      handle(ctx, held.remove());
    }
  }

  private void stream(ChannelHandlerContext ctx, Responses responses, HttpAnswer.Stream stream) {
    if (responses.headOnly()) {
      phase = Phase.FINAL;
      send(ctx, responses.stream(stream, ctx)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Viewer starting;
    try {
      starting = new Viewer(ctx, loop, stream);
    } catch (IllegalStateException e) {
      respond(ctx, responses, responses.content(SnapshotAnswers.closed()), null);
      return;
    }
    phase = Phase.FINAL;
    viewer = starting;
    // Frames take a shorter way than the header does, so they must not start before it is out.
    send(ctx, responses.stream(stream, ctx))
        .addListener(
            (ChannelFuture done) -> {
              if (done.isSuccess()) {
                starting.begin();
              } else {
                ctx.close();
              }
            });
  }

  private void snapshot(ChannelHandlerContext ctx, Responses responses, HttpAnswer.Snapshot wish) {
    CompletableFuture<Frame> taking;
    try {
      taking = wish.camera().snapshot(wish.rendition(), wish.maxAge(), wish.timeout());
    } catch (IllegalStateException e) {
      respond(ctx, responses, responses.content(SnapshotAnswers.closed()), null);
      return;
    }
    phase = Phase.BUSY;
    snapshot = taking;
    CompletableFuture<Frame> unused =
        taking.whenComplete(
            (frame, failure) -> {
              try {
                loop.executor().execute(() -> taken(ctx, responses, wish, frame, failure));
              } catch (RejectedExecutionException e) {
                // The loop has ended, and with it the connection.
                if (frame != null) {
                  frame.close();
                }
              }
            });
  }

  private void taken(
      ChannelHandlerContext ctx,
      Responses responses,
      HttpAnswer.Snapshot wish,
      @Nullable Frame frame,
      @Nullable Throwable failure) {
    boolean wanted = snapshot != null;
    snapshot = null;
    if (frame != null && wanted) {
      respond(ctx, responses, responses.snapshot(wish, frame, ctx), frame);
    } else if (frame != null) {
      frame.close();
    } else if (wanted) {
      HttpAnswer.Content content =
          wish.failed(failure == null ? new IllegalStateException() : failure);
      respond(ctx, responses, responses.content(content), null);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    if (phase != Phase.READY && !ctx.channel().config().isAutoRead()) {
      // Without reading, nobody hears of the client's leaving.
      ctx.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    leave();
  }

  private void leave() {
    phase = Phase.FINAL;
    Viewer leaving = viewer;
    if (leaving != null) {
      viewer = null;
      leaving.end();
    }
    CompletableFuture<Frame> waiting = snapshot;
    if (waiting != null) {
      snapshot = null;
      waiting.cancel(false);
    }
    while (!held.isEmpty()) {
      ReferenceCountUtil.release(held.remove());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && (viewer != null || snapshot != null)) {
      // A client that has closed its half of the connection has left, as far as browsers go.
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (viewer != null || snapshot != null) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
