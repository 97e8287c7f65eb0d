package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.Challenges;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins as cameras demand them; whether an answer is right is reckoned here once more. */
@Timeout(30)
class HttpLoginTest {
  private static final byte[] A = Jpegs.color(64, 48);

  private static Map<String, String> fields(String header) {
    return Challenges.parse(List.of(header)).get(0);
  }

  private static String hash(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** RFC 7616, 3.4, for cam and sesam. */
  private static boolean isRight(String header, String target, String algorithm) {
    Map<String, String> f = fields(header);
    String hash = algorithm.replace("-sess", "").replace("SHA-512-256", "SHA-512/256");
    String who = hash(hash, "cam:" + f.get("realm") + ":sesam");
    if (algorithm.endsWith("-sess")) {
      who = hash(hash, who + ":" + f.get("nonce") + ":" + f.get("cnonce"));
    }
    String middle =
        f.containsKey("qop")
            ? String.join(":", f.get("nonce"), f.get("nc"), f.get("cnonce"), f.get("qop"))
            : f.get("nonce");
    return target.equals(f.get("uri"))
        && f.get("response")
            .equals(hash(hash, who + ":" + middle + ":" + hash(hash, "GET:" + target)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"})
  void eachDigestIsAnsweredWithItsWordsQuotedOrNot(String algorithm) throws IOException {
    for (String form :
        List.of("algorithm=%s, qop=auth", "qop=\"auth\", algorithm=\"%s\"", "algorithm=%s")) {
      String challenge = "Digest realm=\"r\", nonce=\"n\", " + String.format(form, algorithm);
      try (ScriptedCamera camera =
              new ScriptedCamera(
                  (request, answer) -> {
                    String header = request.headers().getOrDefault("Authorization", "");
                    if (!header.isEmpty() && isRight(header, "/v?a=b|", algorithm)) {
                      throw new AssertionError("the target is not what was sent");
                    }
                    if (!header.isEmpty() && isRight(header, "/v?a=b%7C", algorithm)) {
                      answer.stream().part(A).stall();
                    }
                    answer.head(401, "WWW-Authenticate: " + challenge);
                  });
          FrameSession session =
              HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v?a=b|").open()) {
        assertThat(session.advance()).as(challenge).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Digest algorithm=SHA-256, realm=r, nonce=1 | Digest algorithm=MD5, realm=r, nonce=2 | Basic"
            + " realm=r; SHA-256 MD5 Basic",
        "Basic realm=r | Digest algorithm=MD5, realm=r, nonce=2 | Digest algorithm=SHA-256, realm=r,"
            + " nonce=1; SHA-256 MD5 Basic",
        "Digest algorithm=SHA-3, realm=r, nonce=1 | Digest realm=r, nonce=2; MD5",
        "Negotiate | NTLM | Basic realm=r; Basic",
        "Digest algorithm=MD5, qop=auth-int, realm=r, nonce=1 | Basic realm=r; Basic",
      })
  void theStrongestIsTriedFirstAndTheNextIfItIsRefused(String challenges, String tried)
      throws IOException {
    for (boolean oneHeader : List.of(true, false)) {
      List<String> headers = new ArrayList<>();
      for (String challenge : challenges.split(" \\| ", -1)) {
        headers.add("WWW-Authenticate: " + challenge);
      }
      if (oneHeader) {
        headers = List.of("WWW-Authenticate: " + challenges.replace(" | ", ", "));
      }
      String[] lines = headers.toArray(String[]::new);
      try (ScriptedCamera camera =
              new ScriptedCamera((request, answer) -> answer.head(401, lines));
          FrameSession session =
              HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v").open()) {
        assertFails(session, Kind.UNAUTHORIZED, "refuses the login");
        assertThat(
                camera.requests.stream()
                    .skip(1)
                    .map(request -> request.headers().get("Authorization"))
                    .map(HttpLoginTest::kind))
            .containsExactlyElementsOf(Arrays.asList(tried.split(" ", -1)));
      }
    }
  }

  private static String kind(String header) {
    return header.startsWith("Basic") ? "Basic" : fields(header).getOrDefault("algorithm", "MD5");
  }

  @Test
  void aCameraThatTakesTheWeakestOfItsOffersAloneIsLoggedInTo() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (request.headers().getOrDefault("Authorization", "").startsWith("Basic")) {
                    answer.stream().part(A).stall();
                  }
                  answer.head(
                      401,
                      "WWW-Authenticate: Digest realm=r, nonce=1",
                      "WWW-Authenticate: Basic realm=r");
                });
        FrameSession session =
            HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v").open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"; UNSUPPORTED; auth-int",
        "Bearer realm=\"r\"; UNAUTHORIZED; other than Basic or Digest",
        "Digest realm=\"r\", nonce=\"n\", algorithm=\"SHA-3\"; UNAUTHORIZED; other than Basic or",
        "''; UNAUTHORIZED; does not say of which kind",
      })
  void whatCannotBeAnsweredIsToldInWordsAndNothingIsSent(String challenge, Kind kind, String words)
      throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> answer.head(401, "WWW-Authenticate: " + challenge));
        FrameSession session =
            HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v").open()) {
      assertFails(session, kind, words);
      assertThat(camera.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({", true", "; charset=UTF-8, false"})
  void aNameInAnotherAlphabetIsToldRawOrInTheFormOfRfc7616WhicheverIsTaken(
      String charset, boolean raw) throws IOException {
    String challenge =
        "Digest realm=\"r\", nonce=\"n\"" + (charset == null ? "" : ", charset=UTF-8");
    for (boolean wanted : List.of(true, false)) {
      try (ScriptedCamera camera =
              new ScriptedCamera(
                  (request, answer) -> {
                    String login = request.headers().getOrDefault("Authorization", "");
                    if (login.contains(wanted ? "username=\"G\u00c3\u00bcl\"" : "username*=")) {
                      answer.stream().part(A).stall();
                    }
                    answer.head(401, "WWW-Authenticate: " + challenge);
                  });
          FrameSession session =
              HttpMjpegSource.builder(camera.url("/v"))
                  .credentials("G\u00fcl", "x")
                  .build()
                  .open()) {
        assertThat(session.advance()).isTrue();
        assertThat(camera.requests).hasSize(wanted == raw ? 2 : 3);
      }
    }
  }

  @Test
  void aLoginGoesOverTheConnectionOnWhichItWasDemandedIfThatIsKept() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (request.headers().containsKey("Authorization")) {
                    answer.stream().part(A).stall();
                  }
                  answer.whole(
                      401,
                      "no".repeat(500).getBytes(StandardCharsets.US_ASCII),
                      "WWW-Authenticate: Basic realm=r");
                });
        FrameSession session =
            HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v").open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPageBehindADemandThatNeverEndsIsNotWaitedFor() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (request.headers().containsKey("Authorization")) {
                    answer.stream().part(A).stall();
                  }
                  answer.text(
                      "HTTP/1.1 401 x\r\nContent-Length: 500\r\nWWW-Authenticate: Basic\r\n\r\nno");
                  answer.stall();
                });
        FrameSession session =
            HttpMjpegSource.of("http://cam:sesam@" + camera.host() + "/v").open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "more than announced"})
  void aConnectionThatIsSaidToBeKeptAndIsNotIsReplaced(String how) throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (request.headers().containsKey("Authorization")) {
                    answer.stream().part(A).stall();
                  }
                  answer
                      .text("HTTP/1.1 401 x\r\nContent-Length: 4\r\n")
                      .text("WWW-Authenticate: Basic realm=r\r\n\r\nnope");
                  if (how.equals("silent")) {
                    answer.stall();
                  }
                  answer.text("</html>\r\n").pause(100);
                });
        FrameSession session =
            HttpMjpegSource.builder("http://cam:sesam@" + camera.host() + "/v")
                .timeout(Duration.ofSeconds(1))
                .build()
                .open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  private static void assertFails(FrameSession session, Kind kind, String words) {
    assertThatThrownBy(session::advance)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .hasMessageContaining(words)
        .hasMessageNotContaining("sesam");
  }
}
