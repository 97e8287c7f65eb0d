package dev.framecast.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.http.HttpRules;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import dev.framecast.stream.StreamOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handler in pipelines that are somebody else's. */
@ExtendWith(NoLeaks.class)
class PipelineTest {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private Stage stage;
  private MjpegHandler handler;

  @BeforeEach
  void start() throws IOException {
    stage = new Stage();
    handler = new MjpegHandler(stage.cameras, "/cams");
  }

  @AfterEach
  void stop() {
    stage.close();
    assertThat(loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10_000))
        .isTrue();
  }

  /** A server of that pipeline, with the rest of an app behind it; its port. */
  private int serve(Consumer<ChannelPipeline> pipeline) {
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    pipeline.accept(channel.pipeline());
                    channel.pipeline().addLast(new App());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Answers each request with its target and how many bytes its body had. */
  private static final class App extends ChannelInboundHandlerAdapter {
    private String target = "";
    private int bytes;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request) {
        target = request.uri();
        bytes = 0;
      }
      if (message instanceof HttpContent content) {
        bytes += content.content().readableBytes();
      }
      boolean whole = message instanceof LastHttpContent;
      ReferenceCountUtil.release(message);
      if (whole) {
        byte[] text = (target + " " + bytes).getBytes(US_ASCII);
        DefaultFullHttpResponse response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(text));
        response.headers().set("Content-Length", text.length);
        assertThat(ctx.writeAndFlush(response)).isNotNull();
      }
    }
  }

  private void assertStreams(Client client, String... headers) throws IOException {
    client.get("/cams/cameras/door/stream.mjpg", headers);
    Client.Response head = client.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Encoding")).isIn("", "identity");
    MjpegReader stream = client.stream(head);
    for (int width = 600; width < 616; width += 8) {
      byte[] jpeg = Pictures.large(width);
      stage.source.show(jpeg);
      do { // the first may be one that was there already
        assertThat(stream.next()).isTrue();
        assertThat(stream.header("Content-Length")).isEqualTo("" + stream.jpeg().remaining());
      } while (stream.jpeg().remaining() != jpeg.length);
    }
    stage.cameras.remove("door");
    assertThat(stream.next()).as("the last slate").isTrue();
    assertThat(stream.next()).as("the end").isFalse();
  }

  private void assertSharesWithTheApp(Client client) throws IOException {
    client.request("POST", "/app", "Content-Length: 3").send("abc");
    assertThat(client.response().text()).isEqualTo("/app 3");
    assertThat(client.get("/cams/cameras").response().text()).contains("door");
    client.request("POST", "/cams/cameras", "Content-Length: 3").send("abc");
    assertThat(client.response().status()).isEqualTo(405);
    client.request("POST", "/camsandmore", "Content-Length: 2").send("ab");
    assertThat(client.response().text()).isEqualTo("/camsandmore 2");
  }

  @Test
  void otherRequestsAreTheApps() throws IOException {
    int port = serve(pipeline -> pipeline.addLast(new HttpServerCodec(), handler));
    try (Client client = new Client(port)) {
      assertSharesWithTheApp(client);
      assertStreams(client);
    }
  }

  @Test
  void otherRequestsBehindASnapshotWaitTheirTurn() throws IOException {
    int port = serve(pipeline -> pipeline.addLast(new HttpServerCodec(), handler));
    try (Client client = new Client(port)) {
      client.get("/cams/cameras/door/snapshot.jpg");
      client.request("POST", "/app", "Content-Length: 3").send("abc");
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(64));
      assertThat(client.response().header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(client.response().text()).isEqualTo("/app 3");
    }
  }

  @Test
  void anAppThatFlushesWhenAllIsReadAnswersBehindASnapshot() throws IOException {
    int port =
        serve(
            pipeline ->
                pipeline.addLast(new HttpServerCodec(), handler, new FlushingWhenAllIsRead()));
    try (Client client = new Client(port)) {
      client.get("/cams/cameras/door/snapshot.jpg").get("/app").get("/app");
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(64));
      assertThat(client.response().header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(client.response().text()).isEqualTo("/app 0");
      assertThat(client.response().text()).isEqualTo("/app 0");
    }
  }

  @Test
  void aRequestForACameraWaitsForTheAppsAnswersBeforeIt() throws IOException {
    Patient app = new Patient();
    int port = serve(pipeline -> pipeline.addLast(new HttpServerCodec(), handler, app));
    try (Client client = new Client(port)) {
      client.request("HEAD", "/app").get("/app").get("/cams/cameras").get("/app");
      Await.until("the app's requests", () -> app.asked.size() == 2);
      app.answer(HttpResponseStatus.CONTINUE);
      app.answer(HttpResponseStatus.NO_CONTENT);
      assertThat(client.head().status()).isEqualTo(100);
      assertThat(client.head().status()).isEqualTo(204);
      app.answer(HttpResponseStatus.ACCEPTED);
      assertThat(client.response().status()).isEqualTo(202);
      assertThat(client.response().text()).contains("door");
      Await.until("the last request", () -> app.asked.size() == 3);
      app.answer(HttpResponseStatus.ACCEPTED);
      assertThat(client.response().status()).isEqualTo(202);
    }
  }

  @Test
  void behindAnUpgradeNothingIsForCameras() throws IOException {
    Patient app = new Patient();
    int port = serve(pipeline -> pipeline.addLast(new HttpServerCodec(), handler, app));
    try (Client client = new Client(port)) {
      client.get("/app", "Connection: Upgrade", "Upgrade: chat");
      Await.until("the app's request", () -> app.asked.size() == 1);
      app.answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
      assertThat(client.head().status()).isEqualTo(101);
      client.get("/cams/cameras");
      Await.until("what looks like a request", () -> app.asked.size() == 2);
    }
  }

  @Test
  void anAppThatReadsWhenItWantsToHearsOfRequestsBehindThoseForCameras() throws IOException {
    int port =
        serve(
            pipeline -> {
              pipeline.channel().config().setAutoRead(false);
              pipeline.addLast(new HttpServerCodec(), handler);
              pipeline.channel().eventLoop().execute(pipeline.channel()::read);
            });
    try (Client client = new Client(port)) {
      assertThat(client.get("/cams/cameras").response().text()).contains("door");
      assertThat(client.get("/app").response().text()).isEqualTo("/app 0");
    }
  }

  @Test
  void whoPipelinesWithoutEndBehindAnAppThatDoesNotAnswerIsShownOut() throws IOException {
    Patient app = new Patient();
    int port = serve(pipeline -> pipeline.addLast(new HttpServerCodec(), handler, app));
    try (Client client = new Client(port)) {
      client.get("/app");
      for (int i = 0; i < 200; i++) {
        client.get("/cams/cameras");
      }
      assertThat(client.isEnded()).isTrue();
    } catch (IOException e) {
      // Ended before all was sent.
    }
  }

  /** An app that answers when it is told to. */
  private static final class Patient extends ChannelInboundHandlerAdapter {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile ChannelHandlerContext ctx;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ctx = context;
      if (message instanceof HttpRequest request) {
        asked.add(request.uri());
      }
      ReferenceCountUtil.release(message);
    }

    private void answer(HttpResponseStatus status) {
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
      if (status.code() >= 200 && status.code() != 204) {
        response.headers().set("Content-Length", 0);
      }
      assertThat(ctx.writeAndFlush(response)).isNotNull();
    }
  }

  /** Sends nothing before everything that came is read. */
  private static final class FlushingWhenAllIsRead extends ChannelDuplexHandler {
    @Override
    public void flush(ChannelHandlerContext ctx) {}

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
      ctx.fireChannelReadComplete();
    }
  }

  @Test
  void worksBehindAnAggregator() throws IOException {
    int port =
        serve(
            pipeline ->
                pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(1000), handler));
    try (Client client = new Client(port)) {
      assertSharesWithTheApp(client);
      assertStreams(client);
    }
  }

  @Test
  void aCompressorDoesNotTouchStreamsAndSnapshots() throws IOException {
    int port =
        serve(
            pipeline ->
                pipeline.addLast(new HttpServerCodec(), new HttpContentCompressor(), handler));
    try (Client client = new Client(port)) {
      Client.Response json = client.get("/cams/cameras", "Accept-Encoding: gzip").chunked();
      assertThat(json.header("Content-Encoding")).isEqualTo("gzip");
      stage.source.show(Pictures.small(64));
      client.get("/cams/cameras/door/snapshot.jpg", "Accept-Encoding: gzip");
      assertThat(client.response().header("Content-Encoding")).isEqualTo("identity");
      assertStreams(client, "Accept-Encoding: gzip");
    }
  }

  @Test
  void worksBehindHandlersThatDelayOrChangeResponses() throws IOException {
    int port =
        serve(
            pipeline ->
                pipeline.addLast(
                    new HttpServerCodec(),
                    new HttpServerKeepAliveHandler(),
                    new ChunkedWriteHandler(),
                    handler));
    try (Client client = new Client(port)) {
      assertSharesWithTheApp(client);
      assertStreams(client);
    }
  }

  @Test
  void worksBehindTls() throws Exception {
    Tls tls = Tls.create();
    int port =
        serve(
            pipeline ->
                pipeline.addLast(
                    tls.server().newHandler(pipeline.channel().alloc()),
                    new HttpServerCodec(),
                    handler));
    try (Client client = new Client(tls.client().createSocket("127.0.0.1", port), port)) {
      assertSharesWithTheApp(client);
      assertStreams(client);
    }
  }

  @Test
  void aViewerWhoseOutputIsShutIsGivenUp() throws IOException {
    AtomicReference<Channel> connection = new AtomicReference<>();
    int port =
        serve(
            pipeline -> {
              connection.set(pipeline.channel());
              pipeline.addLast(new HttpServerCodec(), handler);
            });
    try (Client client = new Client(port).get("/cams/cameras/door/stream.mjpg")) {
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(64));
      assertThat(client.stream().next()).isTrue();
      // As Netty does by itself where a write fails for want of memory.
      ((DuplexChannel) connection.get()).shutdownOutput().syncUninterruptibly();
      stage.source.show(Pictures.small(72));
      stage.awaitViewers(0);
    }
  }

  @Test
  void whatAViewerSendsBehindItsRequestIsDroppedAndItsLeavingSeen() throws IOException {
    int port =
        serve(
            pipeline -> {
              pipeline.channel().config().setAutoRead(false);
              pipeline.addLast(new HttpServerCodec(), handler);
              pipeline.channel().eventLoop().execute(pipeline.channel()::read);
            });
    String stream = "/cams/cameras/door/stream.mjpg";
    try (Client client = new Client(port)) {
      client.send(
          "GET "
              + stream
              + " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"
              + "GET /app HTTP/1.1\r\n\r\nno HTTP at all");
      MjpegReader parts = client.stream();
      for (int width = 64; width < 96; width += 8) {
        stage.source.show(Pictures.small(width));
        assertThat(parts.next()).isTrue();
        client.send("GET /app HTTP/1.1\r\n\r\n");
      }
      stage.awaitViewers(1);
      client.shutDownOutput();
      stage.awaitViewers(0);
    }
  }

  @Test
  void aHandlerThatIsRemovedLeavesNothingBehind() throws IOException {
    int port =
        serve(
            pipeline -> {
              ChannelHandler later = new MjpegHandler(stage.cameras, "/later");
              pipeline.addLast(new HttpServerCodec(), handler, later);
              pipeline.remove(handler);
            });
    try (Client client = new Client(port)) {
      assertThat(client.get("/cams/cameras").response().text()).isEqualTo("/cams/cameras 0");
      assertThat(client.get("/later/cameras").response().text()).contains("door");
    }
  }

  @Test
  void aViewerWhoTakesNotEvenTheHeaderIsGivenUp() throws IOException {
    StreamOptions options = StreamOptions.DEFAULT.withSilence(Duration.ofMillis(300));
    MjpegHandler impatient = new MjpegHandler(stage.cameras, "", HttpRules.DEFAULT, options);
    int port =
        serve(pipeline -> pipeline.addLast(new FullNetwork(), new HttpServerCodec(), impatient));
    try (Client client = new Client(port).get("/cameras/door/stream.mjpg")) {
      stage.awaitViewers(1);
      stage.awaitViewers(0);
      assertThat(client.isEnded()).isTrue();
    }
  }

  /** Takes nothing, as the network does where a client has asked for much and read none of it. */
  private static final class FullNetwork extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }
}
