package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegHandler;
import dev.framecast.source.image.TestPatternSource;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/** Cameras below /cams of a Netty server that does other things too. */
public final class OwnPipeline {
  private OwnPipeline() {}

  /** Serves a test pattern below http://127.0.0.1:8080/cams/. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(640, 360, 15));
      start(cameras, loops, 8080).closeFuture().sync();
    } finally {
      loops.shutdownGracefully().sync();
    }
  }

  static Channel start(Cameras cameras, EventLoopGroup loops, int port)
      throws InterruptedException {
    // tag::pipeline[]
    MjpegHandler handler = new MjpegHandler(cameras, "/cams"); // one for all channels

    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), handler, new YourApp());
                  }
                });
    // end::pipeline[]
    return server.bind("127.0.0.1", port).sync().channel();
  }

  /** Gets what is not below /cams. */
  private static final class YourApp extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
      answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }
}
