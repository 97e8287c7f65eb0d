package dev.framecast.netty.request;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which request of a connection is next: a client may send many at once, and is answered in their
 * order, by us or by the app behind us. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public abstract class OrderedRequests extends ChannelDuplexHandler {
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

  private final String mount;
  private Phase phase = Phase.READY;
  private final HeldMessages held = new HeldMessages();
  private final AppAnswers appAnswers = new AppAnswers();

  /** Whether the app was handed something of what was read at once. */
  private boolean appReads;

  /** Whether what follows is the rest of a request that was for us. */
  private boolean inOurs;

  public OrderedRequests(String mount) {
    this.mount = mount;
  }

  /** A request for us is next. One whose answer does not end here says so before it returns. */
  protected abstract void answer(
      ChannelHandlerContext ctx, HttpRequest request, RequestTarget target);

  protected final String mount() {
    return mount;
  }

  /** The answer takes its time: {@link #resume} when it is out. */
  protected final void takeTime() {
    phase = Phase.BUSY;
  }

  /** The answer ends with the connection. */
  protected final void end() {
    phase = Phase.FINAL;
  }

  /** Whether no request is being answered. */
  protected final boolean isReady() {
    return phase == Phase.READY;
  }

  protected final boolean isFinal() {
    return phase == Phase.FINAL;
  }

  protected final void dropHeld() {
    end();
    held.release();
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

  protected final void resume(ChannelHandlerContext ctx) {
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
}
