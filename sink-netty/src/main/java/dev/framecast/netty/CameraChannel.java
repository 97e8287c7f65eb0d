package dev.framecast.netty;

import dev.framecast.Frame;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpAnswer;
import dev.framecast.http.SnapshotAnswers;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One connection: answers the requests for cameras, in their order, and hands on all others.
 * Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class CameraChannel extends ChannelDuplexHandler {
  private enum Phase {
    /** Requests are answered as they come. */
    READY,
    /** An answer takes its time, so what comes has to wait. */
    BUSY,
    /** A request for a camera has come behind one that the app has not answered yet. */
    BEHIND_APP,
    /** The answer ends with the connection, so what comes is of no more interest. */
    FINAL,
    /** Another protocol is spoken from here on, and all is the app's. */
    UPGRADED
  }

  private final CameraHttp http;
  private final String mount;
  private final FrameLoop loop;

  private Phase phase = Phase.READY;
  private final HeldMessages held = new HeldMessages();
  private final AppAnswers appAnswers = new AppAnswers();

  /** Whether the app was handed something of what was read at once. */
  private boolean appReads;

  /** Whether what follows is the rest of a request that was for us. */
  private boolean inOurs;

  private @Nullable PendingSnapshot snapshot;
  private @Nullable Viewer viewer;

  CameraChannel(CameraHttp http, String mount, FrameLoop loop) {
    this.http = http;
    this.mount = mount;
    this.loop = loop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (phase == Phase.UPGRADED) {
      passOn(ctx, message);
    } else if (phase == Phase.FINAL || (phase != Phase.READY && isRestOfOurs(message))) {
      discard(message);
    } else if (phase == Phase.READY && !mustWait(message)) {
      handle(ctx, message);
    } else {
      phase = phase == Phase.READY ? Phase.BEHIND_APP : phase;
      if (!held.add(message)) {
        discard(message);
        ctx.close();
      }
    }
  }

  /** Whether that is for us, and the app still has an answer to give before. */
  private boolean mustWait(@Nullable Object message) {
    return message instanceof HttpRequest request
        && appAnswers.areAwaited()
        && RequestTarget.of(request.uri()).isBelow(mount);
  }

  private void passOn(ChannelHandlerContext ctx, Object message) {
    appReads = true;
    if (message instanceof HttpRequest request && phase != Phase.UPGRADED) {
      appAnswers.expect(request);
    }
    ctx.fireChannelRead(message);
  }

  /** What the app answers. What we do does not come by here. */
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    appAnswers.written(message);
    ctx.write(message, promise);
    if (appAnswers.isUpgraded()) {
      boolean waiting = phase == Phase.BEHIND_APP;
      phase = phase == Phase.FINAL ? Phase.FINAL : Phase.UPGRADED;
      if (waiting) {
        replay(ctx);
      }
    } else if (phase == Phase.BEHIND_APP && appAnswers.areOver()) {
      phase = Phase.FINAL;
      held.release();
    } else if (phase == Phase.BEHIND_APP && !appAnswers.areAwaited()) {
      resume(ctx);
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
    passOn(ctx, message);
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
            name -> request.headers().get(name));
    if (answer instanceof HttpAnswer.Content content) {
      respond(ctx, responses, responses.content(content), null);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      stream(ctx, responses, stream);
    } else if (answer instanceof HttpAnswer.Snapshot wish) {
      snapshot(ctx, responses, wish);
    }
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
    response.headers().set(HttpHeaderNames.DATE, loop.date());
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
    replay(ctx);
  }

  /** Goes on with what had to wait. An app may flush, or read, when it hears that this is all. */
  private void replay(ChannelHandlerContext ctx) {
    boolean before = appReads;
    appReads = false;
    while ((phase == Phase.READY || phase == Phase.UPGRADED) && !held.isEmpty()) {
      if (phase == Phase.READY && mustWait(held.peek())) {
        phase = Phase.BEHIND_APP;
      } else if (phase == Phase.READY) {
        handle(ctx, held.remove());
      } else {
        passOn(ctx, held.remove());
      }
    }
    boolean replayed = appReads;
    appReads = before;
    if (replayed) {
      ctx.fireChannelReadComplete();
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
    PendingSnapshot taking;
    try {
      taking = new PendingSnapshot(wish, loop);
    } catch (IllegalStateException e) {
      respond(ctx, responses, responses.content(SnapshotAnswers.closed()), null);
      return;
    }
    phase = Phase.BUSY;
    snapshot = taking;
    taking.tell(
        new PendingSnapshot.Outcome() {
          @Override
          public void taken(Frame frame) {
            snapshot = null;
            respond(ctx, responses, responses.snapshot(frame, ctx), frame);
          }

          @Override
          public void failed(HttpAnswer.Content answer) {
            snapshot = null;
            respond(ctx, responses, responses.content(answer), null);
          }
        });
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    boolean appsTurn = appReads || phase == Phase.UPGRADED;
    appReads = false;
    ctx.fireChannelReadComplete();
    if (!ctx.channel().config().isAutoRead()
        && (!appsTurn || phase == Phase.BUSY || phase == Phase.FINAL)) {
      // An app that reads when it wants to has seen nothing to read on for, and without reading
      // nobody hears of the client's leaving.
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
    PendingSnapshot waiting = snapshot;
    if (waiting != null) {
      snapshot = null;
      waiting.cancel();
    }
    held.release();
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
