package dev.framecast.netty;

import dev.framecast.netty.request.IdleGuard;
import dev.framecast.netty.request.StrictRequests;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;

/** The channels of a {@link MjpegServer}: their options, and their pipelines. */
final class ServerChannels extends ChannelInitializer<SocketChannel> {
  private static final int BACKLOG = 4096;
  private static final int PAGE_BYTES = 8192;
  private static final int CHUNK_ORDER = 5;

  /** Bytes of a request's first line: 64 ids of 64 characters fit, as in Jetty and Tomcat. */
  private static final int MAX_ADDRESS = 8192;

  private static final int MAX_HEADER = 8192;
  private static final int MAX_CHUNK = 8192;

  private final ChannelHandler cameras;
  private final ChannelHandler lastResort;
  private final StrictRequests strict = new StrictRequests();
  private final ChannelGroup connections;
  private final Duration firstRequest;
  private final Duration keepAlive;

  /**
   * Channels that requests for cameras are answered on.
   *
   * @param cameras answers them
   * @param lastResort answers all others
   * @param connections gets each channel
   */
  ServerChannels(
      ChannelHandler cameras,
      ChannelHandler lastResort,
      ChannelGroup connections,
      Duration firstRequest,
      Duration keepAlive) {
    this.cameras = cameras;
    this.lastResort = lastResort;
    this.connections = connections;
    this.firstRequest = firstRequest;
    this.keepAlive = keepAlive;
  }

  ServerBootstrap bootstrap(EventLoopGroup loops, int count, Transport transport) {
    // JPEGs are not copied, so requests and headers are all that needs memory: small chunks do.
    PooledByteBufAllocator allocator =
        new PooledByteBufAllocator(
            true,
            1,
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
    connections.add(channel);
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(MAX_ADDRESS, MAX_HEADER, MAX_CHUNK),
            new IdleGuard(firstRequest, keepAlive),
            strict,
            cameras,
            lastResort);
  }
}
