package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.rtsp.testcamera.Certificate;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Login;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CertificateTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);

  @TempDir static Path folder;
  private static Certificate certificate;

  private TestCamera camera;
  private String uri;

  @BeforeAll
  static void make() throws Exception {
    certificate = new Certificate(folder);
  }

  @BeforeEach
  void start() {
    camera = new TestCamera(H264, certificate).require(new Login("cam", "sesam", false));
    uri = camera.uri().replace("rtsp://", "rtsps://cam:sesam@");
  }

  @AfterEach
  void stop() throws Exception {
    camera.close();
  }

  private static void isShown(FrameSource source) throws Exception {
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  private String colons() {
    return certificate.fingerprint().replaceAll("(..)(?!$)", "$1:").toUpperCase(Locale.ROOT);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefusedByItsFingerprintAndHearsNoPassword() {
    SourceException error = Shots.failure(RtspSource.of(uri));
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining(colons()).hasMessageNotContaining("sesam");
    assertThat(camera.requests()).isEmpty();
  }

  @Test
  void aPinnedCertificateIsTrusted() throws Exception {
    isShown(RtspSource.builder(uri).fingerprint(colons()).build());
    isShown(FrameSources.of(uri + "#fingerprint=" + certificate.fingerprint()));
  }

  @Test
  void anotherCertificateThanThePinnedOneIsRefused() {
    String other = "ab".repeat(32);
    SourceException error = Shots.failure(RtspSource.builder(uri).fingerprint(other).build());
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error)
        .hasMessageContaining("is not the one with fingerprint=")
        .hasMessageContaining(colons());
    assertThat(camera.requests()).isEmpty();
  }

  @Test
  void anyCertificateWillDoWhereThatWasAskedFor() throws Exception {
    isShown(RtspSource.builder(uri).insecure().build());
    isShown(FrameSources.of(uri + "#insecure=true"));
  }

  @Test
  void aCameraWithoutTlsSaysSo() throws Exception {
    try (TestCamera plain = new TestCamera(H264)) {
      SourceException error = Shots.failure(RtspSource.of(plain.uri().replace("rtsp", "rtsps")));
      assertThat(error.kind()).isIn(Kind.BROKEN, Kind.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "sesam", "zz", "ab:cd"})
  void whatIsNoFingerprintIsRefused(String text) {
    assertThatThrownBy(() -> RtspSource.builder(uri).fingerprint(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> FrameSources.of(uri + "#fingerprint=" + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void aFingerprintAndNoneAreNotGivenTogether() {
    RtspSource.Builder both = RtspSource.builder(uri).insecure().fingerprint("ab".repeat(32));
    assertThatThrownBy(both::build).isInstanceOf(IllegalArgumentException.class);
  }
}
