package dev.framecast.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Clients of HTTP/1.1 come in, and all of their requests go out over one connection of HTTP/2. A
 * client that does not read has the window of its stream used up, and no other's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class Http2Gateway implements AutoCloseable {
  private static final int CONNECTION_WINDOW = 64 * 1024 * 1024;
  private static final int SMALL_BUFFER = 32 * 1024;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel connection;
  private final Channel listener;

  Http2Gateway(int serverPort, SslContext tls) {
    InetAddress here = InetAddress.getLoopbackAddress();
    Http2FrameCodec codec = Http2FrameCodecBuilder.forClient().build();
    connection =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            tls.newHandler(channel.alloc()),
                            codec,
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                  }
                })
            .connect(new InetSocketAddress(here, serverPort))
            .syncUninterruptibly()
            .channel();
    connection
        .eventLoop()
        .submit(
            () -> {
              codec
                  .connection()
                  .local()
                  .flowController()
                  .incrementWindowSize(
                      codec.connection().stream(Http2CodecUtil.CONNECTION_STREAM_ID),
                      CONNECTION_WINDOW);
              connection.flush();
              return null;
            })
        .syncUninterruptibly();
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.SO_SNDBUF, SMALL_BUFFER)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(8192, 8192, 8192),
                            new HttpObjectAggregator(1024 * 1024),
                            new Front());
                  }
                })
            .bind(new InetSocketAddress(here, 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The connection to the server. */
  Channel connection() {
    return connection;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A client's connection: one request after the other. */
  private final class Front extends ChannelInboundHandlerAdapter {
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean last;
    private Channel stream;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      FullHttpRequest request = (FullHttpRequest) message;
      if (request.decoderResult().isFailure()) {
        request.release();
        if (!busy) {
          ctx.close();
        }
        return;
      }
      waiting.add(request);
      next(ctx);
    }

    private void next(ChannelHandlerContext ctx) {
      if (busy || waiting.isEmpty()) {
        return;
      }
      busy = true;
      FullHttpRequest request = waiting.remove();
      last = !HttpUtil.isKeepAlive(request);
      if (!request.headers().contains(HttpHeaderNames.HOST)) {
        request.headers().set(HttpHeaderNames.HOST, "localhost"); // HTTP/1.0
      }
      new Http2StreamChannelBootstrap(connection)
          .handler(
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                  channel
                      .pipeline()
                      .addLast(new Http2StreamFrameToHttpObjectCodec(false), back(ctx));
                }
              })
          .open()
          .addListener(
              opened -> {
                if (opened.isSuccess()) {
                  stream = (Http2StreamChannel) opened.getNow();
                  stream.writeAndFlush(request);
                  if (!ctx.channel().isActive()) {
                    stream.close();
                  }
                } else {
                  request.release();
                  ctx.close();
                }
              });
    }

    private ChannelHandler back(ChannelHandlerContext ctx) {
      return new ChannelInboundHandlerAdapter() {
        private boolean whole;

        @Override
        public void channelRead(ChannelHandlerContext back, Object message) {
          if (message instanceof HttpResponse response) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            last |=
                !(message instanceof LastHttpContent)
                    && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
            if (last) {
              response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
          }
          whole |= message instanceof LastHttpContent;
          ctx.writeAndFlush(message);
          if (whole && last) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
          } else if (whole) {
            busy = false;
            next(ctx);
          }
        }

        @Override
        public void channelInactive(ChannelHandlerContext back) {
          if (!whole) {
            ctx.close();
          }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext back, Throwable cause) {
          back.close();
        }
      };
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (stream != null) {
        stream.config().setAutoRead(ctx.channel().isWritable());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      waiting.forEach(ReferenceCountUtil::release);
      waiting.clear();
      if (stream != null) {
        stream.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
