package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Container;
import dev.framecast.rtsp.testcamera.HlsServer;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MPEG-TS and FLV, over UDP and HTTP; and those who do not answer. */
@Timeout(60)
class StreamTest {
  private static final int PICTURES = 25;
  private static final int DATAGRAM = 7 * 188;
  private static final List<byte[]> CODED =
      Clip.h264(320, 240, PICTURES, Matrix.BT601, Painter.BALL).pictures();

  private static byte[] second(String format, int number) {
    return Container.of(format, CODED, number * PICTURES);
  }

  private static int freePort() throws Exception {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Sends until it is closed; drops and damages what it is told to. */
  private static final class UdpSender implements AutoCloseable {
    private final DatagramSocket socket;
    private final CompletableFuture<Void> over;
    private volatile boolean closed;

    UdpSender(int port, double loss, boolean garbage) throws Exception {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      over = CompletableFuture.runAsync(() -> send(port, loss, garbage));
    }

    private void send(int port, double loss, boolean garbage) {
      Random random = new Random(1);
      for (int number = 0; !closed; number++) {
        byte[] stream = second("mpegts", number);
        int count = (stream.length + DATAGRAM - 1) / DATAGRAM;
        for (int i = 0; i < count && !closed; i++) {
          byte[] part =
              Arrays.copyOfRange(stream, i * DATAGRAM, Math.min(stream.length, (i + 1) * DATAGRAM));
          if (garbage && i % 5 == 0) {
            byte[] nonsense = new byte[DATAGRAM];
            random.nextBytes(nonsense);
            send(port, nonsense);
          }
          if (random.nextDouble() >= loss) {
            send(port, part);
          }
          LockSupport.parkNanos(1_000_000_000L / count);
        }
      }
    }

    private void send(int port, byte[] part) {
      try {
        socket.send(new DatagramPacket(part, part.length, InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        // Nobody listens yet, or any more.
      }
    }

    @Override
    public void close() {
      closed = true;
      over.join();
      socket.close();
    }
  }

  @Test
  void mpegTsOverUdpIsShownLive() throws Exception {
    int port = freePort();
    try (UdpSender sender = new UdpSender(port, 0, false);
        FrameSession session = FrameSources.of("udp://127.0.0.1:" + port).open()) {
      long before = System.nanoTime();
      for (int i = 0; i < 40; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
      assertThat(session.info().codec()).isEqualTo("h264");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(sender.closed).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, false", "0, true"})
  void lossesAndGarbageOverUdpEndNothing(double loss, boolean garbage) throws Exception {
    int port = freePort();
    try (UdpSender sender = new UdpSender(port, loss, garbage);
        FrameSession session = FrameSources.of("udp://@:" + port + "#keyFrameWait=0s").open()) {
      for (int i = 0; i < 5; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
      assertThat(sender.closed).isFalse();
    }
  }

  @Test
  void nothingIsReceivedAtOtherAddressesThanThatOfTheSetting() throws Exception {
    int port = freePort();
    try (UdpSender sender = new UdpSender(port, 0, false)) {
      SourceException error =
          Shots.failure(FrameSources.of("udp://127.0.0.2:" + port + "#timeout=1s"));
      assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(sender.closed).isFalse();
    }
  }

  /** What FFmpeg has of a picture that no other one has followed it gives away at the end. */
  @Test
  void behindASilenceTheLastPictureIsNotShownAsIfItHadJustCome() throws Exception {
    int port = freePort();
    try (FrameSession session = FrameSources.of("udp://127.0.0.1:" + port + "#timeout=3s").open()) {
      try (UdpSender sender = new UdpSender(port, 0, false)) {
        Shots.next(session, Rendition.SOURCE);
        assertThat(sender.closed).isFalse();
      }
      long[] last = {System.nanoTime()};
      assertThatThrownBy(
              () -> {
                while (session.advance()) {
                  last[0] = System.nanoTime();
                }
              })
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no video for 3000 ms");
      assertThat(System.nanoTime() - last[0]).as("nanoseconds").isGreaterThan(1_500_000_000L);
    }
  }

  @Test
  void aStreamThatGoesOnInAnotherCodecEndsSoThatItIsOpenedAnew() throws Exception {
    try (HlsServer server = new HlsServer()) {
      List<byte[]> other = Clip.mpeg4(320, 240, PICTURES, Painter.BALL);
      byte[] first = second("mpegts", 0);
      byte[] then = Container.of("mpegts", AV_CODEC_ID_MPEG4, other, PICTURES);
      server.on(
          "/yard.ts",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(first);
              out.write(then);
            }
          });
      SourceException error = Shots.failure(FrameSources.of(server.uri("/yard.ts")));
      assertThat(error.kind()).isEqualTo(Kind.ENDED);
      assertThat(error).hasMessageContaining("another codec");
    }
  }

  @ParameterizedTest
  @CsvSource({"flv, /yard.flv, ''", "mpegts, /yard.ts, ''", "flv, /yard, '#format=flv'"})
  void aStreamOverHttpIsShown(String format, String path, String setting) throws Exception {
    try (HlsServer server = new HlsServer()) {
      byte[] stream = Container.of(format, CODED, 0);
      server.on(
          path,
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(stream);
            }
          });
      int shown = 0;
      try (FrameSession session = FrameSources.of(server.uri(path) + setting).open()) {
        while (session.advance()) {
          shown++;
        }
        assertThat(session.info().codec()).isEqualTo("h264");
      }
      assertThat(shown).isBetween(1, PICTURES);
    }
  }

  private static byte[] twoSeconds() {
    byte[] first = second("mpegts", 0);
    byte[] then = second("mpegts", 1);
    byte[] both = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, both, first.length, then.length);
    return both;
  }

  @Test
  void aRecordingOverHttpIsShownAtItsOwnPaceAndBeginsAnewIfThatIsWanted() throws Exception {
    try (HlsServer server = new HlsServer()) {
      server.on("/film.ts", twoSeconds());
      int shown = 0;
      long before = System.nanoTime();
      try (FrameSession session = FrameSources.of(server.uri("/film.ts")).open()) {
        while (session.advance()) {
          shown++;
        }
      }
      assertThat(shown).isBetween(PICTURES / 2, 2 * PICTURES);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThan(Duration.ofMillis(1_800));
      assertThat(server.requests()).hasSize(1);
      try (FrameSession session = FrameSources.of(server.uri("/film.ts#loop=true")).open()) {
        Shots.until(session, () -> server.requests().size() == 3);
        assertThat(session.advance()).isTrue();
      }
    }
  }

  @Test
  void aShortRecordingThatBeginsAnewIsFetchedOnceASecond() throws Exception {
    try (HlsServer server = new HlsServer()) {
      server.on("/short.ts", Container.of("mpegts", CODED.subList(0, 5), 0));
      long before = System.nanoTime();
      try (FrameSession session = FrameSources.of(server.uri("/short.ts#loop=true")).open()) {
        Shots.until(session, () -> server.requests().size() == 3);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 50, 0xFFFF_FFFFL, Integer.MAX_VALUE})
  void aLengthThatMeansNoEndMakesNoRecording(long length) throws Exception {
    try (HlsServer server = new HlsServer()) {
      server.on(
          "/live.ts",
          exchange -> {
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().write(twoSeconds());
          });
      long before = System.nanoTime();
      try (FrameSession session = FrameSources.of(server.uri("/live.ts")).open()) {
        assertThatThrownBy(() -> Shots.drain(session)).isInstanceOf(SourceException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_800));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtmp", "rtmps", "srt", "http", "https", "udp"})
  void whoDoesNotAnswerIsGivenUpInTimeAndAtOnceWhenCancelled(String scheme) throws Exception {
    // Accepts connections, as the system does it, and says nothing.
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        DatagramSocket quiet = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = scheme.equals("srt") ? quiet.getLocalPort() : silent.getLocalPort();
      String address =
          scheme + "://127.0.0.1:" + (scheme.equals("udp") ? freePort() : port) + "/live/yard.flv";
      long before = System.nanoTime();
      SourceException error = Shots.failure(FrameSources.of(address + "#timeout=700ms"));
      assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(error).hasMessageContaining("700 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));

      boolean connects = scheme.startsWith("rtmp") || scheme.startsWith("http");
      try (FrameSession session = FrameSources.of(address + "#timeout=1m").open();
          Socket first = connects ? silent.accept() : new Socket()) {
        CompletableFuture<Object> end =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return session.advance();
                  } catch (Exception e) {
                    return e;
                  }
                });
        assertThat(end.isDone()).isFalse();
        try (Socket second = connects ? silent.accept() : new Socket()) {
          assertThat(first.isClosed() || second.isClosed()).isFalse();
          session.cancel();
          assertThat(end.get(2, TimeUnit.SECONDS).toString()).contains("cancelled");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtmp", "srt", "http"})
  void whereNobodyListensIsToldSo(String scheme) throws Exception {
    String address = scheme + "://127.0.0.1:" + freePort() + "/live/yard.flv#timeout=3s";
    SourceException error = Shots.failure(FrameSources.of(address));
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageStartingWith(scheme + "://127.0.0.1:");
  }
}
