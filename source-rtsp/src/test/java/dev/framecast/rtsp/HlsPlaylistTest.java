package dev.framecast.rtsp;

import static dev.framecast.rtsp.HlsTest.playlist;
import static dev.framecast.rtsp.HlsTest.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What playlists can name, by mistake or on purpose. */
@Timeout(60)
class HlsPlaylistTest extends HlsFixture {
  @TempDir Path folder;

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

  @Test
  void whatCallsItselfEncryptedAndHasNoKeyIsNotFetched() {
    String named = "crypto+" + server.uri("/0.ts");
    SourceException error = Shots.failure(film(playlist(0, 0, "#EXTINF:0.4,", named, END)));
    assertThat(error).isNotNull();
    assertThat(server.requests()).containsOnly("/live.m3u8");
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
