package dev.framecast.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A client that sends frames of HTTP/2, and gives a window only where it is told to. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what comes back, or does not
final class Http2Peer implements AutoCloseable {
  /** What came of one stream. */
  static final class Stream {
    final AtomicLong bytes = new AtomicLong();
    volatile String status = "";
    volatile boolean ended;
    volatile long reset = -1;
    private volatile Http2FrameStream frames;
  }

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Http2FrameCodec codec;
  private final Frames frames = new Frames();
  private final Channel channel;
  private final Map<Http2FrameStream, Stream> streams = new ConcurrentHashMap<>();
  final List<Long> goAways = new CopyOnWriteArrayList<>();

  Http2Peer(int port, SslContext tls) {
    codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(Http2Settings.defaultSettings())
            .encoderIgnoreMaxHeaderListSize(true)
            .build();
    channel =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.SO_RCVBUF, 64 * 1024)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel created) {
                    created.pipeline().addLast(tls.newHandler(created.alloc()), codec, frames);
                  }
                })
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel();
  }

  boolean isOpen() {
    return channel.isActive();
  }

  Stream get(String path) {
    return get(path, "localhost", new DefaultHttp2Headers());
  }

  Stream get(String path, String authority, Http2Headers headers) {
    return send(headers.method("GET").path(path).scheme("https").authority(authority));
  }

  /** Sends these headers alone, whatever they are. */
  Stream send(Http2Headers headers) {
    Stream stream = new Stream();
    channel
        .eventLoop()
        .execute(
            () -> {
              stream.frames = frames.newStream();
              streams.put(stream.frames, stream);
              channel.writeAndFlush(
                  new DefaultHttp2HeadersFrame(headers, true).stream(stream.frames));
            });
    return stream;
  }

  void reset(Stream stream) {
    channel
        .eventLoop()
        .execute(
            () ->
                channel.writeAndFlush(
                    new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream.frames)));
  }

  /** Gives the connection, but no stream, a window in which all that comes has room. */
  void giveConnectionWindow() {
    channel
        .eventLoop()
        .submit(
            () -> {
              codec
                  .connection()
                  .local()
                  .flowController()
                  .incrementWindowSize(codec.connection().connectionStream(), 64 * 1024 * 1024);
              channel.flush();
              return null;
            })
        .syncUninterruptibly();
  }

  void stopReading() {
    channel.config().setAutoRead(false);
  }

  /** Sends that as it is, past the codec's own rules. */
  void sendRaw(byte[] frames) {
    channel
        .eventLoop()
        .execute(
            () ->
                channel
                    .pipeline()
                    .context(Http2FrameCodec.class)
                    .writeAndFlush(Unpooled.wrappedBuffer(frames)));
  }

  private final class Frames extends Http2ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame goAway) {
        goAways.add(goAway.errorCode());
      } else if (message instanceof Http2StreamFrame frame && frame.stream() != null) {
        Stream stream = streams.get(frame.stream());
        if (stream != null) {
          note(stream, frame);
        }
      }
      ReferenceCountUtil.release(message); // no window is given back
    }

    private void note(Stream stream, Http2StreamFrame frame) {
      if (frame instanceof Http2HeadersFrame headers) {
        stream.status = String.valueOf(headers.headers().status());
        stream.ended |= headers.isEndStream();
      } else if (frame instanceof Http2DataFrame data) {
        ByteBuf content = data.content();
        stream.bytes.addAndGet(content.readableBytes());
        stream.ended |= data.isEndStream();
      } else if (frame instanceof Http2ResetFrame reset) {
        stream.reset = reset.errorCode();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // shows in what comes, or does not
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
