package dev.framecast.netty.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection that is to speak TLS. Hands over to the protocol that was
 * agreed on, or answers a client that speaks plain HTTP. The time for the handshake is part of the
 * time for the first request. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class TlsPort extends ByteToMessageDecoder {
  /** Of a record's header, which is what TLS is known by. */
  private static final int HEADER_BYTES = 5;

  private static final int CLOSE_MILLIS = 500;

  private static final String NOT_TLS =
      "this port speaks https: put https:// in front of the address\n";

  private static final ChannelHandler LATE_FAILURES = new LateFailures();

  /** What is spoken over TLS. */
  public interface Protocols {

    /** Makes the rest of the pipeline; the first request has that much time left. */
    void http1(ChannelPipeline pipeline, Duration firstRequest);

    /** Makes the rest of the pipeline; the first request has that much time left. */
    void http2(ChannelPipeline pipeline, Duration firstRequest);
  }

  private final Supplier<SslContext> contexts;
  private final Executor handshakes;
  private final Duration firstRequest;
  private final Protocols protocols;

  private long deadline;
  private boolean refused;
  private @Nullable Future<?> end;

  /**
   * @param contexts what a new connection is encrypted with
   * @param handshakes does what takes long in a handshake: signatures
   * @param firstRequest for the handshake and the first request
   */
  public TlsPort(
      Supplier<SslContext> contexts,
      Executor handshakes,
      Duration firstRequest,
      Protocols protocols) {
    this.contexts = contexts;
    this.handshakes = handshakes;
    this.firstRequest = firstRequest;
    this.protocols = protocols;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = System.nanoTime() + firstRequest.toNanos();
    Channel.Unsafe unsafe = ctx.channel().unsafe();
    Runnable close = () -> unsafe.close(unsafe.voidPromise()); // without a farewell
    end = ctx.executor().schedule(close, firstRequest.toNanos(), TimeUnit.NANOSECONDS);
    ctx.channel().closeFuture().addListener(closed -> disarm());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < HEADER_BYTES) {
      return;
    }
    if (!SslHandler.isEncrypted(in, false)) {
      refused = true;
      in.skipBytes(in.readableBytes());
      refuse(ctx);
      return;
    }
    SslHandler tls = contexts.get().newHandler(ctx.alloc(), handshakes);
    tls.setHandshakeTimeoutMillis(0); // ours counts from the connection's beginning
    tls.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
    ctx.pipeline().addAfter(ctx.name(), null, new Agreed(tls));
    ctx.pipeline().replace(this, null, tls); // which is given what was read
  }

  private static void refuse(ChannelHandlerContext ctx) {
    String head =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + NOT_TLS.length()
            + "\r\nConnection: close\r\n\r\n";
    ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), head + NOT_TLS))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void disarm() {
    Future<?> armed = end;
    if (armed != null) {
      armed.cancel(false);
      end = null;
    }
  }

  /** Waits for the handshake's end. */
  private final class Agreed extends ChannelInboundHandlerAdapter {
    private final SslHandler tls;

    Agreed(SslHandler tls) {
      this.tls = tls;
    }

    /**
     * A step of the handshake that is done on another thread may fail after the client has gone,
     * and Netty tells that to a pipeline of which nothing is left, and would log it.
     */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      if (!ctx.channel().isActive()) {
        ctx.pipeline().addLast(LATE_FAILURES);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done) {
        if (done.isSuccess()) {
          handOver(ctx);
        } else {
          ctx.close();
        }
      }
      ctx.fireUserEventTriggered(event);
    }

    private void handOver(ChannelHandlerContext ctx) {
      disarm();
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      ChannelHandler self = this;
      if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
        protocols.http2(ctx.pipeline(), left);
      } else {
        // A frame is encrypted from where it is. By default what is left of each record, of which
        // the JDK fills 17 bytes less than Netty offers, would be copied together with the next.
        tls.setWrapDataSize(0);
        protocols.http1(ctx.pipeline(), left);
      }
      ctx.pipeline().remove(self);
    }

    /** Scanners, clients that do not trust the certificate: their matter, and no news. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** All that is left of a pipeline whose connection has gone. */
  @ChannelHandler.Sharable
  private static final class LateFailures extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // a scanner's, who has gone
    }
  }
}
