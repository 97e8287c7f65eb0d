package dev.framecast.rtsp;

import static dev.framecast.rtsp.HlsTest.playlist;
import static dev.framecast.rtsp.HlsTest.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.framecast.frame.Rendition;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What playlists can say and do, by mistake or on purpose. */
@Timeout(60)
class HlsPlaylistTest {
  private static final String END = "#EXT-X-ENDLIST";

  @TempDir Path folder;

  private final HlsServer server;

  HlsPlaylistTest() throws Exception {
    server = new HlsServer();
  }

  @BeforeEach
  void segments() {
    for (int i = 0; i < 8; i++) {
      server.on("/" + i + ".ts", segment(i));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Gives the playlist of each request, which are counted from 0. */
  private FrameSource changing(IntFunction<String> playlist) {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/live.m3u8",
        exchange -> {
          byte[] text = playlist.apply(asked.getAndIncrement()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        });
    return FrameSources.of(server.uri("/live.m3u8"));
  }

  private FrameSource film(String playlist) {
    return changing(asked -> playlist);
  }

  /** How many pictures are shown; some are skipped while the machine is busy. */
  private static int shown(FrameSource source) throws Exception {
    int shown = 0;
    try (FrameSession session = source.open()) {
      while (session.advance()) {
        shown++;
      }
    }
    return shown;
  }

  /** Packets of MPEG-TS that have nothing in them. */
  private static byte[] empty(int packets) {
    byte[] bytes = new byte[188 * packets];
    for (int i = 0; i < bytes.length; i += 188) {
      bytes[i] = 0x47;
      bytes[i + 1] = 0x1f;
      bytes[i + 2] = (byte) 0xff;
      bytes[i + 3] = 0x10;
    }
    return bytes;
  }

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
  void aLivePlaylistThatHasStoppedIsNotShownAgain() throws Exception {
    AtomicInteger count = new AtomicInteger(4);
    FrameSource source = changing(asked -> playlist(0, count.get()));
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
    long shown = System.nanoTime();
    try (FrameSession session = source.open()) { // at once: the next segment is yet to come
      assertThat(session.advance()).isTrue();
    }
    Shots.await(() -> System.nanoTime() - shown > 3_500_000_000L);
    SourceException error = Shots.failure(source);
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no new segment for ");
    count.set(5);
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  @Test
  void oneThatHasVariantsByNowIsRefusedSoThatItIsOpenedAnew() {
    String variants = "#EXT-X-STREAM-INF:BANDWIDTH=1\nx.m3u8\n";
    SourceException error =
        Shots.failure(
            changing(
                asked ->
                    asked == 0
                        ? playlist(0, 4)
                        : playlist(0, 5).replace("#EXT-X-VERSION:3\n", variants)));
    assertThat(error.kind()).isEqualTo(Kind.BROKEN);
    assertThat(error).hasMessageContaining("variants");
    assertThat(server.requests()).doesNotContain("/x.m3u8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"a\",URI=\"e.m3u8\"",
        "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI=\"e.m3u8\""
      })
  void whatElseThereIsBesideSegmentsIsLeftOut(String line) throws Exception {
    server.on("/e.m3u8", "#EXTM3U\n");
    String text = playlist(0, 2, END).replace("#EXT-X-VERSION:3", line);
    assertThat(shown(film(text))).isBetween(8, 20);
    assertThat(server.requests()).doesNotContain("/e.m3u8");
  }

  @Test
  void aNulWhichEndsALineForFFmpegAloneIsRefused() {
    String text =
        playlist(0, 2, END)
            .replace("#EXT-X-VERSION:3", "#\0#EXT-X-STREAM-INF:BANDWIDTH=1\0x.m3u8\0");
    SourceException error = Shots.failure(film(text));
    assertThat(error.kind()).isEqualTo(Kind.BROKEN);
    assertThat(server.requests()).containsExactly("/live.m3u8");
  }

  @Test
  void aByteOrderMarkInFrontIsLeftOut() throws Exception {
    assertThat(shown(film("\uFEFF" + playlist(0, 2, END)))).isBetween(8, 20);
  }

  @Test
  void aSegmentThatIsAPlaylistIsRefused() {
    server.on("/0.ts", playlist(1, 2, END));
    SourceException error = Shots.failure(film(playlist(0, 1, END)));
    assertThat(error.kind()).isEqualTo(Kind.BROKEN);
    assertThat(server.requests()).doesNotContain("/1.ts");
  }

  @Test
  void oneThatNamesItselfAsASegmentShowsNothing() {
    String text = playlist(0, 0, "#EXTINF:0.4,", "live.m3u8", END);
    SourceException error = Shots.failure(film(text));
    assertThat(error.kind()).isIn(Kind.BROKEN, Kind.NO_VIDEO, Kind.UNREACHABLE);
    assertThat(server.requests()).hasSizeLessThan(10);
  }

  @Test
  void anAddressWithDotsInItsPathIsFollowed() throws Exception {
    changing(asked -> asked < 2 ? playlist(0, 4) : playlist(0, 6, END));
    server.on("/a/../live.m3u8", exchange -> redirect(exchange, "/./b/.././live.m3u8"));
    server.on("/./b/.././live.m3u8", playlist(0, 4));
    assertThat(shown(FrameSources.of(server.uri("/a/../live.m3u8")))).isBetween(20, 50);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  @ParameterizedTest
  @CsvSource({"1, 6000", "0, 3000"})
  void oneThatDoesNotGrowForAWhileIsWaitedFor(int target, long millis) throws Exception {
    AtomicLong begun = new AtomicLong();
    FrameSource source =
        changing(
            asked -> {
              begun.compareAndSet(0, System.nanoTime());
              boolean stalls = System.nanoTime() - begun.get() < millis * 1_000_000;
              String text = stalls ? playlist(0, 4) : playlist(0, 8, END);
              return text.replace("DURATION:1", "DURATION:" + target);
            });
    assertThat(shown(source)).isBetween(30, 70);
    assertThat(server.requests()).contains("/7.ts");
    int asked = Collections.frequency(server.requests(), "/live.m3u8");
    assertThat(asked).isLessThan((int) (millis / 250) + 3);
  }

  @Test
  void oneThatCannotBeHadAnyMoreEndsTheSessionWithTheReason() throws Exception {
    FrameSource source = changing(asked -> playlist(0, 4));
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
      server.on("/live.m3u8", exchange -> exchange.sendResponseHeaders(503, -1));
      assertThatThrownBy(() -> Shots.drain(session)).hasMessageContaining("busy (503)");
    }
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
  void whatCallsItselfEncryptedAndHasNoKeyIsNotFetched() {
    String named = "crypto+" + server.uri("/0.ts");
    SourceException error = Shots.failure(film(playlist(0, 0, "#EXTINF:0.4,", named, END)));
    assertThat(error).isNotNull();
    assertThat(server.requests()).containsOnly("/live.m3u8");
  }

  @Test
  void segmentsThatAreAllRefusedAreToldSoAtOnce() {
    for (int i = 0; i < 8; i++) {
      server.on("/" + i + ".ts", exchange -> exchange.sendResponseHeaders(403, -1));
    }
    long before = System.nanoTime();
    for (String end : List.of("", END)) {
      SourceException error = Shots.failure(film(playlist(0, 8, end)));
      assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aSegmentThatIsNotThereYetIsNotAskedForAllTheTime() throws Exception {
    byte[] first = segment(0);
    byte[] more = empty(10_000);
    byte[] large = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, large, first.length, more.length);
    server.on("/0.ts", large);
    server.on("/1.ts", exchange -> exchange.sendResponseHeaders(404, -1));
    assertThat(shown(film(playlist(0, 3, END)))).isBetween(8, 20);
    assertThat(Collections.frequency(server.requests(), "/1.ts")).isBetween(1, 3);
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

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "#EXTM3U\n", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nall.m3u8\n"})
  void whatIsNoPlaylistOfSegmentsIsToldSo(String text) {
    server.on("/all.m3u8", text);
    SourceException error =
        Shots.failure(
            RtspSource.builder(server.uri("/all.m3u8")).timeout(Duration.ofMillis(500)).build());
    assertThat(error.kind()).isIn(Kind.NO_VIDEO, Kind.BROKEN);
  }

  /** Playlists that name an address as a segment, variant, initialization and key. */
  private List<String> naming(String address, byte[] key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
        new IvParameterSpec(new byte[16]));
    server.on("/sealed.ts", cipher.doFinal(segment(0)));
    server.on("/live.m3u8", playlist(0, 0, "#EXTINF:0.4,", address, END));
    server.on(
        "/all.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1x1\n" + address + "\n");
    String map = "#EXT-X-MAP:URI=\"" + address + "\"";
    server.on("/map.m3u8", playlist(0, 0, map, "#EXTINF:0.4,", "0.ts", END));
    String sealed = "#EXT-X-KEY:METHOD=AES-128,URI=\"" + address + "\"";
    server.on("/key.m3u8", playlist(0, 0, sealed, "#EXTINF:0.4,", "sealed.ts", END));
    return List.of("/live.m3u8", "/map.m3u8", "/key.m3u8", "/all.m3u8");
  }

  @Test
  void aWrongKeyIsToldSo() throws Exception {
    String path = naming(server.uri("/key.bin"), segment(0)).get(2);
    server.on("/key.bin", new byte[16]);
    SourceException error = Shots.failure(FrameSources.of(server.uri(path)));
    assertThat(error.kind()).isEqualTo(Kind.BROKEN);
    assertThat(error).hasMessageContaining("does not decrypt");
  }

  private SourceException withoutKey(String end) throws Exception {
    naming(server.uri("/key.bin"), segment(0));
    server.on("/key.bin", exchange -> exchange.sendResponseHeaders(403, -1));
    String sealed = "#EXT-X-KEY:METHOD=AES-128,URI=\"" + server.uri("/key.bin") + "\"";
    String[] lines = {sealed, "#EXTINF:0.4,", "sealed.ts", "#EXTINF:0.4,", "sealed.ts?2", end};
    server.on("/kept.m3u8", playlist(0, 0, lines));
    return Shots.failure(FrameSources.of(server.uri("/kept.m3u8")));
  }

  @Test
  void aKeyThatCannotBeHadIsToldSo() throws Exception {
    SourceException error = withoutKey(END);
    assertThat(error).hasMessageContaining("may not see that stream (403)");
    assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
  }

  @Test
  @Tag("long") // until nothing more is hoped for
  void aKeyOfALivePlaylistThatCannotBeHadIsToldSo() throws Exception {
    assertThat(withoutKey("")).hasMessageContaining("may not see that stream (403)");
  }

  @Test
  void whatTheyNameIsOpenedIfItsAddressIsOfHttp() throws Exception {
    server.on("/film.ts", segment(0));
    for (String path : naming(server.uri("/film.ts"), segment(0)).subList(0, 3)) {
      assertThat(shown(FrameSources.of(server.uri(path)))).as(path).isPositive();
    }
    naming(server.uri("/key.m3u8"), segment(0));
    server.on("/key.m3u8", playlist(0, 1, END));
    assertThat(shown(FrameSources.of(server.uri("/all.m3u8")))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "file:%s",
        "file://%s",
        "crypto:%s",
        "crypto+file:%s",
        "concat:%s",
        "subfile,,start,0,end,0,,:%s",
        "data:video/mp2t;base64,%3$s",
        "udp://127.0.0.1:%2$d",
        "tcp://127.0.0.1:%2$d"
      })
  void nothingElseThanHttpIsOpened(String address) throws Exception {
    byte[] film = segment(0);
    Path file = Files.write(folder.resolve("film.ts"), film);
    try (ServerSocket unasked = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String base64 = Base64.getEncoder().encodeToString(Arrays.copyOf(film, 1_880));
      String named = String.format(address, file, unasked.getLocalPort(), base64);
      for (String path : naming(named, film)) {
        SourceException error =
            Shots.failure(
                RtspSource.builder(server.uri(path)).timeout(Duration.ofMillis(500)).build());
        assertThat(error).as(path).isNotNull();
        // UNREACHABLE would mean that it was waited for.
        assertThat(error.kind()).as(path).isIn(Kind.UNSUPPORTED, Kind.NO_VIDEO, Kind.BROKEN);
        assertThat(error).hasMessageNotContaining(folder.toString());
      }
      unasked.setSoTimeout(1);
      assertThatThrownBy(unasked::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
