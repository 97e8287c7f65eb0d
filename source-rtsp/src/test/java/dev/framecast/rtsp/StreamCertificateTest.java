package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.testcamera.Certificate;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Container;
import dev.framecast.rtsp.testcamera.HlsServer;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TlsFront;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of servers that are no RTSP cameras. */
@Timeout(60)
class StreamCertificateTest {
  @TempDir static Path folder;
  private static Certificate certificate;

  @BeforeAll
  static void make() throws Exception {
    certificate = new Certificate(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtmps://cam:sesam@127.0.0.1:%d/live/x", "https://127.0.0.1:%d/v.m3u8"})
  void aCertificateThatNobodyVouchesForIsRefusedByItsFingerprint(String address) throws Exception {
    try (HlsServer server = new HlsServer();
        TlsFront front = new TlsFront(certificate, URI.create(server.uri("/")).getPort())) {
      String there = String.format(address, front.port());
      String colons =
          certificate.fingerprint().replaceAll("(..)(?!$)", "$1:").toUpperCase(Locale.ROOT);
      SourceException error = Shots.failure(FrameSources.of(there));
      assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(error).hasMessageContaining(colons).hasMessageNotContaining("sesam");
      error = Shots.failure(FrameSources.of(there + "#fingerprint=" + "ab".repeat(32)));
      assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(error).hasMessageContaining("is not the one");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"insecure=true", "fingerprint="})
  void hlsIsShownWithACertificateThatIsTrusted(String setting) throws Exception {
    try (HlsServer server = new HlsServer();
        TlsFront front = new TlsFront(certificate, URI.create(server.uri("/")).getPort())) {
      server.on("/v.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n0.ts\n#EXT-X-ENDLIST\n");
      server.on(
          "/0.ts",
          Container.of(
              "mpegts", Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL).pictures(), 0));
      String pinned = setting.endsWith("=") ? setting + certificate.fingerprint() : setting;
      String address = "https://127.0.0.1:" + front.port() + "/v.m3u8#" + pinned;
      try (FrameSession session = FrameSources.of(address).open()) {
        assertThat(session.advance()).isTrue();
      }
    }
  }

  @Test
  void fromHttpsNobodyIsRedirectedToHttp() throws Exception {
    try (HlsServer server = new HlsServer();
        TlsFront front = new TlsFront(certificate, URI.create(server.uri("/")).getPort())) {
      server.on(
          "/v.m3u8",
          exchange -> {
            exchange.getResponseHeaders().add("Location", server.uri("/plain.m3u8"));
            exchange.sendResponseHeaders(302, -1);
          });
      String address = "https://127.0.0.1:" + front.port() + "/v.m3u8#insecure=true";
      SourceException error = Shots.failure(FrameSources.of(address));
      assertThat(error).hasMessageContaining("from https to http");
      assertThat(server.requests()).containsExactly("/v.m3u8");
    }
  }
}
