package dev.framecast.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.internal.HostNames;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Container;
import dev.framecast.rtsp.testcamera.HlsServer;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sessions of a source over HTTP share, what they do not, and how they end. */
@Timeout(60)
class HttpSessionsTest {
  private static final String PLAYLIST =
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n0.ts\n#EXT-X-ENDLIST\n";
  private static final int PICTURES = 25;
  private static final List<byte[]> CODED =
      Clip.h264(320, 240, PICTURES, Matrix.BT601, Painter.BALL).pictures();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RTSP/1.0 400 Bad Request\r\n\r\n",
        "HTTP/1.1 xyz\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n",
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
      })
  void aSessionThatFailsLeavesNoConnection(String answer) throws Exception {
    try (ServerSocket door = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread camera =
          new Thread(
              () ->
                  Shots.failure(
                      FrameSources.of(
                          "http://127.0.0.1:" + door.getLocalPort() + "/v.m3u8#timeout=2s")));
      camera.start();
      try (Socket client = door.accept()) {
        client.setSoTimeout(20_000);
        int unused = client.getInputStream().read(new byte[8192]);
        client.getOutputStream().write(answer.getBytes(US_ASCII));
        assertThat(client.getInputStream().read()).as("the end, and no time-out").isEqualTo(-1);
      }
      camera.join();
    }
  }

  @Test
  void aNameThatIsNotLookedUpInTimeIsToldSo() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HostNames names =
        new HostNames(
            host -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException();
            });
    SourceException error =
        Shots.failure(
            RtspSource.builder("http://nas.example/v.m3u8")
                .timeout(Duration.ofMillis(300))
                .names(names)
                .build());
    end.countDown();
    assertThat(error).hasMessageContaining("looked up within 300 ms");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatHasHungUpMeanwhileIsConnectedToAgain(boolean reset) throws Exception {
    try (ServerSocket door = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      AtomicInteger accepted = new AtomicInteger();
      List<Socket> clients = new CopyOnWriteArrayList<>();
      Thread thread = new Thread(() -> answer(door, accepted, clients), "http-server");
      thread.setDaemon(true);
      thread.start();
      FrameSource source =
          FrameSources.of("http://127.0.0.1:" + door.getLocalPort() + "/v.m3u8#timeout=3s");
      for (int i = 1; i <= 10; i++) {
        assertThat(Shots.failure(source).kind()).isEqualTo(Kind.BUSY);
        assertThat(accepted).hasValue(i);
        for (Socket client : clients) {
          client.setSoLinger(reset, 0);
          client.close();
        }
        clients.clear();
      }
    }
  }

  /** Answers each connection once, and leaves it open. */
  private static void answer(ServerSocket door, AtomicInteger accepted, List<Socket> clients) {
    try {
      while (true) {
        Socket client = door.accept();
        clients.add(client);
        accepted.incrementAndGet();
        int unused = client.getInputStream().read(new byte[8192]);
        client
            .getOutputStream()
            .write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Test
  void cookiesAreThoseOfTheSession() throws Exception {
    try (HlsServer server = new HlsServer()) {
      List<String> cookies = new CopyOnWriteArrayList<>();
      byte[] segment = Container.of("mpegts", CODED, 0);
      server.on(
          "/v.m3u8",
          exchange -> {
            cookies.add("playlist " + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().add("Set-Cookie", "viewer=7; Path=/; HttpOnly");
            exchange.sendResponseHeaders(200, PLAYLIST.length());
            exchange.getResponseBody().write(PLAYLIST.getBytes(US_ASCII));
          });
      server.on(
          "/0.ts",
          exchange -> {
            cookies.add("segment " + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.sendResponseHeaders(200, segment.length);
            exchange.getResponseBody().write(segment);
          });
      FrameSource source = FrameSources.of(server.uri("/v.m3u8"));
      for (int i = 0; i < 2; i++) {
        try (FrameSession session = source.open()) {
          assertThat(session.advance()).isTrue();
        }
      }
      assertThat(cookies)
          .containsExactly(
              "playlist null", "segment viewer=7", "playlist null", "segment viewer=7");
    }
  }

  @Test
  void aSessionThatShowsForLongerThanTheTimeoutGoesOn() throws Exception {
    try (HlsServer server = new HlsServer()) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        stream.writeBytes(Container.of("mpegts", CODED, i * PICTURES));
      }
      server.on(
          "/yard.ts",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              stream.writeTo(out);
            }
          });
      String address = server.uri("/yard.ts") + "#timeout=1s";
      try (FrameSession session = FrameSources.of(address).open()) {
        assertThat(session.advance()).isTrue();
        long before = System.nanoTime();
        Shots.await(() -> System.nanoTime() - before > 1_500_000_000L);
        Shots.drain(session);
      }
    }
  }

  @Test
  void aPlaylistThatNobodyHasToldOfIsNotFollowed() throws Exception {
    try (HlsServer server = new HlsServer()) {
      server.on(
          "/play",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.apple.mpegurl");
            exchange.sendResponseHeaders(200, PLAYLIST.length());
            exchange.getResponseBody().write(PLAYLIST.getBytes(US_ASCII));
          });
      server.on("/0.ts", Container.of("mpegts", CODED, 0));
      SourceException error = Shots.failure(RtspSource.of(server.uri("/play")));
      assertThat(error).hasMessageContaining("must have the format hls");
      assertThat(server.requests()).doesNotContain("/0.ts");
      int before = server.requests().size();
      try (FrameSession session =
          RtspSource.builder(server.uri("/play")).format(RtspSource.Format.HLS).build().open()) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(server.requests()).hasSizeGreaterThan(before);
    }
  }

  @Test
  void whatFFmpegFetchesItselfMayBeAnythingElse() throws Exception {
    try (HlsServer server = new HlsServer()) {
      server.on("/play", Container.of("mpegts", CODED, 0));
      try (FrameSession session = RtspSource.of(server.uri("/play")).open()) {
        assertThat(session.advance()).isTrue();
      }
    }
  }
}
