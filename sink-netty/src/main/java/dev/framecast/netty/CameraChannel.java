package dev.framecast.netty;

import dev.framecast.access.AccessRequest;
import dev.framecast.frame.Frame;
import dev.framecast.http.Admissions;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpAnswer;
import dev.framecast.netty.request.OrderedRequests;
import dev.framecast.netty.request.Refusal;
import dev.framecast.netty.request.RequestTarget;
import dev.framecast.netty.request.Responses;
import dev.framecast.stream.PendingSnapshot;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection: answers the requests for cameras, and hands on all others. Confined to the event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class CameraChannel extends OrderedRequests {
  private final CameraHttp http;
  private final FrameLoop loop;
  private final Executor accessThreads;

  /** Whether this request may be answered is not known yet. */
  private @Nullable CompletableFuture<HttpAnswer> asking;

  private @Nullable PendingSnapshot snapshot;
  private @Nullable Viewer viewer;

  /** Whether the connection ends with the answer that is under way, or is next. */
  private boolean draining;

  CameraChannel(CameraHttp http, String mount, FrameLoop loop, Executor accessThreads) {
    super(mount);
    this.http = http;
    this.loop = loop;
    this.accessThreads = accessThreads;
  }

  @Override
  protected void answer(ChannelHandlerContext ctx, HttpRequest request, RequestTarget target) {
    if (request.decoderResult().isFailure()) {
      end();
      send(ctx, Refusal.ofMalformed(request)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Responses responses = Responses.to(request);
    HttpAnswer answer =
        http.answer(
            new AccessRequest(
                    request.method().name(),
                    mount(),
                    target.path().substring(mount().length()),
                    target.query(),
                    name -> header(request, target, name))
                .from(remoteAddress(ctx.channel()), isOnLoopback(ctx), isEncrypted(ctx)));
    if (answer instanceof HttpAnswer.Asked asked) {
      ask(ctx, responses, asked);
    } else {
      send(ctx, responses, answer);
    }
  }

  /** No request is answered but those that were there already. */
  void drain(ChannelHandlerContext any) {
    draining = true;
    Viewer watching = viewer;
    if (watching != null) {
      watching.drain();
    } else if (isReady()) {
      any.close();
    }
  }

  /** The first request is the last one. */
  void drainNext() {
    draining = true;
  }

  /** The answer comes from another thread; by then the connection may be gone. */
  private void ask(ChannelHandlerContext ctx, Responses responses, HttpAnswer.Asked asked) {
    takeTime();
    CompletableFuture<HttpAnswer> answer = asked.ask(accessThreads);
    asking = answer;
    answer.thenAcceptAsync(
        known -> {
          if (asking == answer) {
            asking = null;
            send(ctx, responses, known);
          }
        },
        loop.executor());
  }

  private void send(ChannelHandlerContext ctx, Responses responses, HttpAnswer answer) {
    if (answer instanceof HttpAnswer.Content content) {
      respond(ctx, responses, responses.content(content), null);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      stream(ctx, responses, stream);
    } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
      snapshot(ctx, responses, snapshot);
    }
  }

  private static @Nullable String header(HttpRequest request, RequestTarget target, String name) {
    boolean isHost = target.host() != null && name.equalsIgnoreCase("Host");
    return isHost ? target.host() : request.headers().get(name);
  }

  private static boolean isOnLoopback(ChannelHandlerContext ctx) {
    return ctx.channel().localAddress() instanceof InetSocketAddress local
        && !local.isUnresolved()
        && local.getAddress().isLoopbackAddress();
  }

  /** As numbers, or empty. */
  static String remoteAddress(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote && !remote.isUnresolved()
        ? remote.getAddress().getHostAddress()
        : "";
  }

  private static boolean isEncrypted(ChannelHandlerContext ctx) {
    for (Channel channel = ctx.channel(); channel != null; channel = channel.parent()) {
      if (channel.pipeline().get(SslHandler.class) != null) {
        return true;
      }
    }
    return false;
  }

  /** Sends a whole response, and lets go of the frame that it is made of, if any. */
  private void respond(
      ChannelHandlerContext ctx,
      Responses responses,
      FullHttpResponse response,
      @Nullable Frame frame) {
    if (responses.keepAlive() && !draining) {
      takeTime();
    } else {
      end();
    }
    ChannelFuture written = send(ctx, response);
    written.addListener(
        (ChannelFuture done) -> {
          if (frame != null) {
            frame.close();
          }
          if (isFinal() || draining || !done.isSuccess()) {
            ctx.close();
          } else {
            resume(ctx);
          }
        });
  }

  /** Sends that, to a client that takes it. */
  private ChannelFuture send(ChannelHandlerContext ctx, HttpResponse response) {
    response.headers().set(HttpHeaderNames.DATE, loop.date());
    if (draining) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!written.isDone()) {
      StalledWrite stalled = new StalledWrite(ctx, loop);
      loop.checks().add(stalled);
      written.addListener(done -> loop.checks().remove(stalled));
    }
    return written;
  }

  private void stream(ChannelHandlerContext ctx, Responses responses, HttpAnswer.Stream stream) {
    if (responses.headOnly()) {
      end();
      send(ctx, responses.stream(stream, ctx)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Viewer starting;
    try {
      starting = new Viewer(ctx, loop, stream);
    } catch (Admissions.RefusedException e) {
      respond(ctx, responses, responses.content(e.answer()), null);
      return;
    }
    end();
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

  private void snapshot(
      ChannelHandlerContext ctx, Responses responses, HttpAnswer.Snapshot request) {
    PendingSnapshot taking;
    try {
      taking = new PendingSnapshot(request);
    } catch (Admissions.RefusedException e) {
      respond(ctx, responses, responses.content(e.answer()), null);
      return;
    }
    takeTime();
    snapshot = taking;
    taking.tell(
        loop.executor(),
        new PendingSnapshot.Receiver() {
          @Override
          public void taken(Frame frame) {
            snapshot = null;
            respond(ctx, responses, responses.snapshot(request, frame, ctx), frame);
          }

          @Override
          public void failed(HttpAnswer.Content answer) {
            snapshot = null;
            respond(ctx, responses, responses.content(answer), null);
          }
        });
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
    dropHeld();
    CompletableFuture<HttpAnswer> unanswered = asking;
    if (unanswered != null) {
      asking = null;
      unanswered.cancel(false);
    }
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
  }

  private boolean isAnswering() {
    return viewer != null || snapshot != null || asking != null;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && isAnswering()) {
      // A client that has closed its half of the connection has left, as far as browsers go.
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (isAnswering()) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
