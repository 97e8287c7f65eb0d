package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HLS, of playlists and segments that a server of the JDK gives. */
@Timeout(60)
class HlsTest {
  private static final int PICTURES = 10;
  private static final long SEGMENT_NANOS = 400_000_000L;
  private static final List<byte[]> CODED =
      Clip.h264(320, 240, PICTURES, Matrix.BT601, Painter.BALL).pictures();

  private final HlsServer server;

  HlsTest() throws Exception {
    server = new HlsServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static byte[] segment(int number) {
    return Container.of("mpegts", CODED, number * PICTURES);
  }

  static String playlist(int first, int count, String... more) {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n");
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    for (int i = first; i < first + count; i++) {
      text.append("#EXTINF:0.4,\n").append(i).append(".ts\n");
    }
    return text + String.join("\n", more) + "\n";
  }

  private void segments(String folder, int count) {
    for (int i = 0; i < count; i++) {
      server.on(folder + i + ".ts", segment(i));
    }
  }

  /** A playlist that has one more segment each 400 ms from its first request on, of at most six. */
  private void live(String path, int atOnce) {
    AtomicLong begun = new AtomicLong();
    server.on(
        path,
        exchange -> {
          begun.compareAndSet(0, System.nanoTime());
          int last = atOnce + (int) ((System.nanoTime() - begun.get()) / SEGMENT_NANOS);
          int first = Math.max(0, last - 6);
          byte[] text = playlist(first, last - first).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        });
  }

  @Test
  void aPlaylistWithAnEndIsShownAtItsPaceAndEnds() throws Exception {
    segments("/", 3);
    server.on("/film.m3u8", playlist(0, 3, "#EXT-X-ENDLIST"));
    long before = System.nanoTime();
    int shown = 0;
    try (FrameSession session = FrameSources.of(server.uri("/film.m3u8")).open()) {
      while (session.advance()) {
        assertThat(Shots.image(Shots.present(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
        shown++;
      }
    }
    assertThat(shown).isBetween(10, 30); // some are skipped while the machine is busy
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(1_050), Duration.ofMillis(5_000));
  }

  @Test
  void aLivePlaylistIsShownAtItsPaceFromThreeSegmentsBeforeItsEndOn() throws Exception {
    segments("/", 40);
    live("/live.m3u8", 8);
    List<Long> shown = new ArrayList<>();
    try (FrameSession session = FrameSources.of(server.uri("/live.m3u8")).open()) {
      for (int i = 0; i < 60; i++) {
        assertThat(session.advance()).isTrue();
        shown.add(System.nanoTime());
      }
    }
    long took = shown.get(59) - shown.get(0);
    assertThat(Duration.ofNanos(took)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    assertThat(server.requests()).doesNotContain("/0.ts", "/1.ts").contains("/6.ts");
  }

  @Test
  @Tag("long")
  void whoWasHeldUpForLongIsShownWhatIsLiveAgain() throws Exception {
    segments("/", 80);
    long begun = System.nanoTime();
    server.on( // one that drops no segment, so that all could still be had
        "/live.m3u8",
        exchange -> {
          int last = 4 + (int) ((System.nanoTime() - begun) / SEGMENT_NANOS);
          byte[] text = playlist(0, last).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        });
    byte[] held = segment(12); // the first ones are looked at while it is opened
    server.on(
        "/12.ts",
        exchange -> {
          exchange.sendResponseHeaders(200, held.length);
          exchange.getResponseBody().flush();
          long until = System.nanoTime() + 12_000_000_000L;
          Shots.await(() -> System.nanoTime() > until);
          exchange.getResponseBody().write(held);
        });
    try (FrameSession session = FrameSources.of(server.uri("/live.m3u8")).open()) {
      Shots.until(session, () -> server.requests().contains("/55.ts"));
    }
    assertThat(server.requests()).contains("/11.ts", "/12.ts").doesNotContain("/20.ts", "/30.ts");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#variant=lowest"})
  void ofItsVariantsOneAloneIsFetched(String setting) throws Exception {
    server.on(
        "/all.m3u8",
        "#EXTM3U\n"
            + "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"x\",URI=\"sound/a.m3u8\"\n"
            + "#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS=\"mp4a.40.2\"\nsound/a.m3u8\n"
            + "#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=9,BANDWIDTH=300000,RESOLUTION=320x240,"
            + "AUDIO=\"a\"\nlow/v.m3u8\n"
            + "#EXT-X-STREAM-INF:BANDWIDTH=3000000,RESOLUTION=1920x1080\n"
            + server.uri("/high/v.m3u8?t=1")
            + "\n");
    for (String path : List.of("/low/v.m3u8", "/high/v.m3u8?t=1")) {
      server.on(path, playlist(0, 2, "#EXT-X-ENDLIST"));
    }
    segments("/low/", 2);
    segments("/high/", 2);
    try (FrameSession session = FrameSources.of(server.uri("/all.m3u8") + setting).open()) {
      Shots.drain(session);
    }
    String other = setting.isEmpty() ? "/low/" : "/high/";
    assertThat(server.requests()).hasSize(4).noneMatch(path -> path.startsWith(other));
  }

  @Test
  void segmentsMayBeEncryptedOrRangesOfAFile() throws Exception {
    byte[] key = Arrays.copyOf("sixteen bytes ..".getBytes(StandardCharsets.US_ASCII), 16);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    byte[] sealed = cipher.doFinal(segment(0));
    byte[] plain = segment(1);
    byte[] both = Arrays.copyOf(plain, plain.length + 1_000);
    server.on("/key", key).on("/sealed.ts", sealed).on("/part.ts", both);
    server.on(
        "/film.m3u8",
        "#EXTM3U\n#EXT-X-VERSION:4\n#EXT-X-TARGETDURATION:1\n"
            + "#EXT-X-KEY:METHOD=AES-128,URI=\"key\",IV=0x"
            + "0".repeat(32)
            + "\n#EXTINF:0.4,\nsealed.ts\n#EXT-X-KEY:METHOD=NONE\n#EXT-X-BYTERANGE:"
            + plain.length
            + "@0\n#EXTINF:0.4,\npart.ts\n#EXT-X-ENDLIST\n");
    int shown = 0;
    try (FrameSession session = FrameSources.of(server.uri("/film.m3u8")).open()) {
      while (session.advance()) {
        shown++;
      }
    }
    assertThat(shown).isBetween(17, 20);
  }

  @Test
  void theLoginIsForTheAddressesOwnHostAlone() throws Exception {
    List<String> logins = new ArrayList<>();
    try (HlsServer other = new HlsServer()) {
      other.on(
          "/1.ts",
          exchange -> {
            logins.add("other " + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = segment(1);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          });
      String basic =
          "Basic "
              + Base64.getEncoder().encodeToString("cam:sesam".getBytes(StandardCharsets.UTF_8));
      String[] paths = {"/v.m3u8", "/0.ts"};
      byte[][] bodies = {
        playlist(0, 1, "#EXTINF:0.4,", other.uri("/1.ts"), "#EXT-X-ENDLIST")
            .getBytes(StandardCharsets.UTF_8),
        segment(0)
      };
      for (int i = 0; i < 2; i++) {
        byte[] body = bodies[i];
        server.on(
            paths[i],
            exchange -> {
              if (basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
              } else {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
              }
            });
      }
      String address = server.uri("/v.m3u8");
      try (FrameSession session =
          FrameSources.of(address.replace("http://", "http://cam:sesam@")).open()) {
        Shots.drain(session);
      }
      assertThat(logins).containsExactly("other null");
      SourceException error =
          Shots.failure(FrameSources.of(address.replace("http://", "http://cam:wr0ng@")));
      assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(error).hasMessageNotContaining("wr0ng");
    }
  }

  @Test
  void aSegmentThatDoesNotComeIsCancelled() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> over = new CompletableFuture<>();
    server.on("/v.m3u8", playlist(0, 2, "#EXT-X-ENDLIST"));
    server.on(
        "/0.ts",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(segment(0), 0, 188);
          exchange.getResponseBody().flush();
          asked.complete(null);
          over.join();
        });
    try (FrameSession session = RtspSource.of(server.uri("/v.m3u8")).open()) {
      CompletableFuture<Object> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return session.advance();
                } catch (Exception e) {
                  return e;
                }
              });
      asked.get(10, TimeUnit.SECONDS);
      session.cancel();
      assertThat(end.get(2, TimeUnit.SECONDS).toString()).contains("cancelled");
    } finally {
      over.complete(null);
    }
  }
}
