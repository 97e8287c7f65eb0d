package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.frame.Registration;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.ScriptedSource;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
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
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cameras in the streams of an app's own HTTP/2 connections. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class Http2PipelineTest {

  /** All requests that are not for cameras. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the stream
  private static final class App extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer(new byte[3]));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 3);
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  private static SslContext tls(TestCertificate certificate) throws Exception {
    return SslContextBuilder.forServer(certificate.keys())
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                "h2"))
        .build();
  }

  private static ChannelInitializer<Channel> pipeline(SslContext tls, MjpegHandler handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                tls.newHandler(channel.alloc()),
                Http2FrameCodecBuilder.forServer().build(),
                new Http2MultiplexHandler(
                    new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel stream) {
                        stream
                            .pipeline()
                            .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true), handler, new App());
                      }
                    }));
      }
    };
  }

  @Test
  void streamsSnapshotsAndTheAppShareAConnection() throws Exception {
    TestCertificate certificate = TestCertificate.create();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Cameras cameras = new Cameras()) {
      ScriptedSource source = new ScriptedSource();
      cameras.add("door", source);
      Channel server =
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .childHandler(pipeline(tls(certificate), new MjpegHandler(cameras, "/cams")))
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sync()
              .channel();
      int port = ((InetSocketAddress) server.localAddress()).getPort();
      byte[] large = Pictures.large(600);
      try (Registration showing = source.showAgainAndAgain(large);
          Http2Gateway gateway = new Http2Gateway(port, Http2SinkTest.client(certificate));
          Client viewer = new Client(gateway.port()).get("/cams/cameras/door/stream.mjpg");
          Client other = new Client(gateway.port())) {
        MjpegReader stream = viewer.stream();
        do {
          assertThat(stream.next()).isTrue();
        } while ("false".equals(stream.header("X-Framecast-Live")));
        assertThat(stream.jpeg().remaining()).isEqualTo(large.length);
        assertThat(other.get("/elsewhere").response().body().remaining()).isEqualTo(3);
        assertThat(other.get("/cams/cameras/door/snapshot.jpg").response().body().remaining())
            .isEqualTo(large.length);
        assertThat(other.get("/elsewhere").response().status()).isEqualTo(200);
        assertThat(showing).isNotNull();
      }
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
