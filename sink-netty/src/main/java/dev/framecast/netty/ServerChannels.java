package dev.framecast.netty;

import dev.framecast.http.Admissions;
import dev.framecast.http.HttpAnswer;
import dev.framecast.http.Limits;
import dev.framecast.netty.http2.FirstHeaders;
import dev.framecast.netty.http2.Http2Pipeline;
import dev.framecast.netty.request.BodyLimit;
import dev.framecast.netty.request.IdleGuard;
import dev.framecast.netty.request.Patience;
import dev.framecast.netty.request.Refusal;
import dev.framecast.netty.request.StrictRequests;
import dev.framecast.netty.tls.ServerTls;
import dev.framecast.netty.tls.TlsPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The channels of a {@link MjpegServer}: their options, and their pipelines. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ServerChannels extends ChannelInitializer<SocketChannel> implements TlsPort.Protocols {
  private static final int BACKLOG = 4096;
  private static final int PAGE_BYTES = 8192;
  private static final int CHUNK_ORDER = 5;

  private static final int MAX_CHUNK = 8192;

  private final MjpegHandler cameras;
  private final ChannelHandler lastResort;
  private final StrictRequests strict = new StrictRequests();

  /** Also closes those that are accepted while it is closed. */
  private final ChannelGroup connections =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

  private final Patience patience;
  private final Limits limits;
  private final @Nullable ServerTls tls;

  /**
   * Channels that requests for cameras are answered on.
   *
   * @param cameras answers them
   * @param lastResort answers all others
   * @param tls what they are encrypted with, or null
   */
  ServerChannels(
      MjpegHandler cameras, ChannelHandler lastResort, Limits limits, @Nullable ServerTls tls) {
    this.cameras = cameras;
    this.lastResort = lastResort;
    this.patience = new Patience(limits.firstRequest(), limits.keepAlive(), cameras.silence());
    this.limits = limits;
    this.tls = tls;
  }

  /** Those that there are. */
  ChannelGroup connections() {
    return connections;
  }

  /** Answers the requests for cameras. */
  MjpegHandler cameras() {
    return cameras;
  }

  @Nullable ServerTls tls() {
    return tls;
  }

  ServerBootstrap bootstrap(EventLoopGroup loops, int count, Transport transport) {
    // JPEGs are not copied, so requests and headers are all that needs memory: small chunks do.
    // The JDK encrypts into arrays in two thirds of the time that it takes for other memory.
    PooledByteBufAllocator allocator =
        new PooledByteBufAllocator(
            tls == null,
            count,
            count,
            PAGE_BYTES,
            CHUNK_ORDER,
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            false);
    return new ServerBootstrap()
        .group(loops)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, allocator)
        .childHandler(this);
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Admissions.Admission admission;
    try {
      admission = cameras.admissions().connect(CameraChannel.remoteAddress(channel), limits);
    } catch (Admissions.RefusedException e) {
      refuse(channel, e.answer());
      return;
    }
    channel.closeFuture().addListener(closed -> admission.close());
    connections.add(channel);
    if (tls == null) {
      http1(channel.pipeline(), patience.firstRequest());
    } else {
      channel.pipeline().addLast(tls.port(patience.firstRequest(), this));
    }
  }

  /** Unread, so that it costs nothing; a handshake would cost more than what is refused. */
  private void refuse(SocketChannel channel, HttpAnswer.Content answer) {
    if (tls == null) {
      channel.pipeline().addLast(new HttpResponseEncoder());
      channel.writeAndFlush(Refusal.of(answer)).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.close();
    }
  }

  @Override
  public void http1(ChannelPipeline pipeline, Duration firstRequest) {
    pipeline.addLast(
        new HttpServerCodec(limits.requestLineBytes(), limits.headerBytes(), MAX_CHUNK));
    answer(pipeline, patience.withFirstRequest(firstRequest));
  }

  @Override
  public void http2(ChannelPipeline pipeline, Duration firstRequest) {
    ChannelHandler streams =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            // Nothing of ours checks what HTTP/2's own decoder has checked.
            stream
                .pipeline()
                .addLast(new FirstHeaders(), new Http2StreamFrameToHttpObjectCodec(true));
            answer(stream.pipeline(), patience);
          }
        };
    Http2Pipeline.add(pipeline, streams, patience.withFirstRequest(firstRequest), limits);
    pipeline.addLast(lastResort);
  }

  /** From requests on all is the same, whatever carries them. */
  private void answer(ChannelPipeline pipeline, Patience left) {
    pipeline.addLast(
        new IdleGuard(left), strict, new BodyLimit(limits.bodyBytes()), cameras, lastResort);
  }
}
