package dev.framecast.rtsp;

import static dev.framecast.rtsp.HlsTest.playlist;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Container;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Playlists that are large, and initializations, which are kept. */
@Timeout(60)
class HlsSizeTest extends HlsFixture {
  /** A second of MP4: its initialization, and the fragment. */
  private static byte[][] fragment(int width, int height, int number) {
    List<byte[]> coded = Clip.h264(width, height, 10, Matrix.BT601, Painter.BALL).pictures();
    byte[] all = Container.of("mp4", coded, 10 * number);
    int at = new String(all, StandardCharsets.ISO_8859_1).indexOf("moof") - 4;
    return new byte[][] {Arrays.copyOf(all, at), Arrays.copyOfRange(all, at, all.length)};
  }

  @Test
  void whatFollowsAnotherInitializationIsDecodedByThatOne() throws Exception {
    for (int i = 0; i < 8; i++) {
      byte[][] parts = i < 3 ? fragment(320, 240, i) : fragment(640, 480, i);
      server.on(i < 3 ? "/small.mp4" : "/large.mp4", parts[0]);
      server.on("/" + i + ".m4s", parts[1]);
    }
    String small = playlist(0, 3).replace(".ts", ".m4s").replaceFirst("#EXTINF", map("small"));
    String both =
        playlist(0, 8)
            .replace(".ts", ".m4s")
            .replaceFirst("#EXTINF", map("small"))
            .replaceFirst("#EXTINF:0.4,\n3", "#EXT-X-DISCONTINUITY\n" + map("large") + ":0.4,\n3");
    try (FrameSession session = changing(asked -> asked == 0 ? small : both).open()) {
      int width = 0;
      while (width != 640) {
        width = Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth();
        assertThat(width).isIn(320, 640);
      }
    }
  }

  private static String map(String name) {
    return "#EXT-X-MAP:URI=\"" + name + ".mp4\"\n#EXTINF";
  }

  @Test
  void oneWhoseInitializationsFillTheMemoryIsBegunAnew() throws Exception {
    server.on("/map.ts", empty(1));
    String maps = "#EXT-X-MAP:URI=\"map.ts\"\n".repeat(35_000);
    FrameSource source =
        changing(asked -> playlist(0, asked < 3 ? 4 : 6).replace("#EXT-X-VERSION:3\n", maps));
    try (FrameSession session = source.open()) {
      Shots.until(session, () -> Collections.frequency(server.requests(), "/3.ts") == 2);
    }
  }

  @Test
  void oneWithMoreInitializationsThanCanBeKeptIsToldSo() {
    server.on("/map.ts", empty(1));
    String maps = "#EXT-X-MAP:URI=\"map.ts\"\n".repeat(120_000);
    SourceException error = Shots.failure(film(playlist(0, 4).replace("#EXT-X-VERSION:3\n", maps)));
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("EXT-X-MAP");
    assertThat(Collections.frequency(server.requests(), "/live.m3u8")).isLessThan(5);
  }

  @ParameterizedTest
  @CsvSource({"20000, #", "10000, '#EXT-X-KEY:METHOD=AES-128,URI=\"k\"'"})
  void oneWhoseAddressesFillTheMemoryIsRefused(int count, String key) {
    String path = "/" + "x".repeat(3_900) + "/v.m3u8";
    server.on(path, playlist(0, 0, key, "#EXTINF:1,\na\n".repeat(count), END));
    server.on("/all.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + path + "\n");
    SourceException error = Shots.failure(FrameSources.of(server.uri("/all.m3u8")));
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("64 MiB");
    assertThat(server.requests()).containsExactly("/all.m3u8", path);
  }

  @Test
  void aDayInSegmentsOfTwoSecondsIsShown() throws Exception {
    String later = "#EXTINF:2,\nyard/2026-11-30/segment-of-two-seconds-000000000000000.ts\n";
    String key = "?token=" + "x".repeat(2_000);
    server.on("/day.m3u8" + key, playlist(0, 2, later.repeat(43_200), END));
    try (FrameSession session = FrameSources.of(server.uri("/day.m3u8" + key)).open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  @Test
  void oneWithoutEndIsNotReadForEver() {
    server.on(
        "/all.m3u8",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] lines =
              "#EXTM3U\n#EXTINF:1,\n0.ts\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
          while (true) {
            exchange.getResponseBody().write(lines);
          }
        });
    SourceException error = Shots.failure(RtspSource.of(server.uri("/all.m3u8")));
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("4 MiB");
  }
}
