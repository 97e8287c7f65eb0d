package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostNames;
import dev.framecast.internal.Strangers;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cameras over https, of which most have made their certificates themselves. */
@Timeout(60)
class HttpsTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static Certificates own;
  private static Certificates local;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    // Long over, and for nobody's name.
    own = Certificates.make(folder, "-startdate", "-400d", "-validity", "100");
    local = Certificates.make(folder, "-ext", "SAN=ip:127.0.0.1");
  }

  private static ScriptedCamera camera(Certificates certificates) throws Exception {
    return ScriptedCamera.overTls(
        certificates.server(), (request, answer) -> answer.stream().part(A).stall());
  }

  private static void assertLive(FrameSource source) throws IOException {
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  private static void assertRefused(FrameSource source, String... words) throws IOException {
    try (FrameSession session = source.open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.UNSUPPORTED))
          .hasMessageContainingAll(words)
          .hasMessageNotContaining("sesam");
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsRefusedWithItsFingerprintAndNothingIsSent() throws Exception {
    try (ScriptedCamera camera = camera(local)) {
      assertRefused(
          HttpMjpegSource.of(camera.url("/v").replace("//", "//cam:sesam@")),
          "the camera's certificate is not trusted; if it is your camera's, set fingerprint="
              + local.fingerprint());
      assertThat(camera.requests).isEmpty();
      assertThat(
              Strangers.problem(
                  "the camera's certificate is not trusted; set fingerprint=" + local.fingerprint(),
                  camera.url("/v")))
          .contains("the camera's certificate is not trusted")
          .doesNotContain(local.fingerprint().substring(0, 20));
    }
  }

  @Test
  void thatFingerprintLetsItInWhateverItsDatesAndNamesAre() throws Exception {
    try (ScriptedCamera camera = camera(own)) {
      String url = camera.url("/v");
      String print = own.fingerprint();
      assertThat(print).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
      assertRefused(HttpMjpegSource.of(url), "fingerprint=" + print);
      assertLive(HttpMjpegSource.builder(url).fingerprint(print).build());
      assertLive(
          HttpMjpegSource.builder(url)
              .fingerprint(print.replace(":", "").toLowerCase(Locale.ROOT))
              .build());
      assertLive(FrameSources.of(url + "#fingerprint=" + print));
    }
  }

  @Test
  void anotherFingerprintIsRefusedAndBothAreTold() throws Exception {
    try (ScriptedCamera camera = camera(local)) {
      assertRefused(
          HttpMjpegSource.builder(camera.url("/v")).fingerprint(own.fingerprint()).build(),
          "is not the one with fingerprint=" + own.fingerprint(),
          "set fingerprint=" + local.fingerprint());
    }
  }

  @Test
  void aHostWhoseNameTlsDoesNotKnowIsPinnedAllTheSame() throws Exception {
    HostNames names = new HostNames(host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    try (ScriptedCamera camera = camera(own)) {
      for (String host : new String[] {"front_door", "front_door.local", "-cam-.example"}) {
        String url = camera.url("/v").replace("127.0.0.1", host);
        assertLive(
            HttpMjpegSource.builder(url).names(names).fingerprint(own.fingerprint()).build());
        assertRefused(
            HttpMjpegSource.builder(url).names(names).build(), "fingerprint=" + own.fingerprint());
      }
    }
  }

  @Test
  void insecureLetsAnybodyIn() throws Exception {
    try (ScriptedCamera camera = camera(own)) {
      assertLive(HttpMjpegSource.builder(camera.url("/v")).insecure().build());
      assertLive(FrameSources.of(camera.url("/v") + "#insecure=true"));
      assertRefused(FrameSources.of(camera.url("/v") + "#insecure=false"), "fingerprint=");
    }
  }

  @Test
  void aContextOfOnesOwnDecidesAndTheHostNameCounts() throws Exception {
    try (ScriptedCamera camera = camera(local)) {
      assertLive(HttpMjpegSource.builder(camera.url("/v")).sslContext(local.client()).build());
      assertRefused(
          HttpMjpegSource.builder(camera.url("/v")).sslContext(own.client()).build(),
          "the SSLContext that was given");
      assertRefused(
          HttpMjpegSource.builder(camera.url("/v").replace("127.0.0.1", "localhost"))
              .sslContext(local.client())
              .build(),
          "the SSLContext that was given");
    }
  }

  @Test
  void whatSaysTwoThingsOrNothingIsRefusedAtOnce() throws Exception {
    HttpMjpegSource.Builder both =
        HttpMjpegSource.builder("https://cam/").insecure().sslContext(local.client());
    assertThatThrownBy(both::build).hasMessageContaining("give one");
    assertThatThrownBy(() -> HttpMjpegSource.builder("https://cam/").fingerprint("AA:BB"))
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(
            () -> FrameSources.of("https://cam/#insecure=true&fingerprint=" + own.fingerprint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("insecure");
    assertThatThrownBy(() -> FrameSources.of("https://cam/#fingerprint=sesam"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SHA-256")
        .hasMessageNotContaining("sesam");
  }

  @ParameterizedTest
  @CsvSource({
    "-400d, 100, SAN=ip:127.0.0.1, it has expired",
    "+40d, 100, SAN=ip:127.0.0.1, it is not valid yet",
    "-10d, 100, SAN=ip:127.0.0.2, is for another host name",
    "-10d, 100, SAN=ip:127.0.0.1, ''",
  })
  void aCertificateOfATrustedAuthorityIsForAHostAndForATime(
      String from, String days, String names, String problem, @TempDir Path folder)
      throws Exception {
    Certificates signed =
        Certificates.signed(folder, "-startdate", from, "-validity", days, "-ext", names);
    try (ScriptedCamera camera = camera(signed)) {
      HttpMjpegSource source =
          HttpMjpegSource.builder(camera.url("/v"))
              .trust(CertificateTrust.of(signed.trust()))
              .build();
      if (problem.isEmpty()) {
        assertLive(source);
      } else {
        assertRefused(source, problem, "set fingerprint=" + signed.fingerprint());
      }
    }
  }

  @Test
  void aCameraThatSpeaksAnOldTlsAloneIsToldSo() throws Exception {
    byte[] alert = {21, 3, 1, 0, 2, 2, 70}; // "protocol_version"
    ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 38); // "TLS 1.0, then"
    hello.put(new byte[] {22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1}).position(hello.limit() - 4);
    hello.put(new byte[] {0, (byte) 0xC0, 0x13, 0}); // a cipher that clients still offer
    for (byte[] answer : new byte[][] {alert, hello.array()}) {
      try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> answer(old, answer));
        assertRefused(
            HttpMjpegSource.builder("https://127.0.0.1:" + old.getLocalPort()).insecure().build(),
            "the camera speaks only a TLS that is older than this Java allows");
      }
    }
  }

  @Test
  void whatSpeaksNoTlsIsToldSo() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> unused =
          CompletableFuture.runAsync(
              () -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII)));
      try (FrameSession session =
          HttpMjpegSource.of("https://127.0.0.1:" + plain.getLocalPort()).open()) {
        assertThatThrownBy(session::advance).hasMessageContaining("is it http:// instead?");
      }
    }
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    try (Socket socket = server.accept()) {
      int unused = socket.getInputStream().read();
      socket.getOutputStream().write(bytes);
      while (socket.getInputStream().read() >= 0) {
        // Until the other side has read the answer and hangs up.
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void cancelEndsAHandshakeAndARead() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ScriptedCamera camera = camera(own)) {
      for (String url :
          new String[] {"https://127.0.0.1:" + silent.getLocalPort(), camera.url("/v")}) {
        try (FrameSession session = HttpMjpegSource.builder(url).insecure().build().open()) {
          if (url.startsWith("https://" + camera.host())) {
            assertThat(session.advance()).isTrue();
          }
          CompletableFuture<Object> next = BlockedAdvance.of(session);
          session.cancel();
          assertThat(next.get(5, TimeUnit.SECONDS)).isNotEqualTo(true);
        }
      }
    }
  }

  @Test
  void picturesThatWaitAreSkippedOverTlsToo() throws Exception {
    byte[] b = Jpegs.color(640, 360);
    try (ScriptedCamera camera =
            ScriptedCamera.overTls(
                own.server(),
                (request, answer) -> {
                  answer.stream();
                  for (int i = 0; i < 100; i++) {
                    answer.part(A);
                  }
                  answer.part(b).stall();
                });
        FrameSession session =
            HttpMjpegSource.builder(camera.url("/v")).insecure().build().open()) {
      assertThat(session.advance()).isTrue();
      camera.stalling.await(); // all of it is on its way
      int advances = 1;
      while (session.info().width() != 640) {
        assertThat(session.advance()).isTrue();
        advances++;
      }
      assertThat(advances).isLessThan(60);
    }
  }
}
