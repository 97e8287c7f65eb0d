package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.NotedContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpMjpegSourceTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.color(640, 360);
  private static final String DIGEST =
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";

  private final FrameSlot slot = new FrameSlot();

  @Test
  void jpegsComeThroughByteForByteAndOtherRenditionsAreScaled() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.stream().part(B).stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      long before = System.nanoTime();
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(slot.bytes()).isEqualTo(ByteBuffer.wrap(B));
      assertThat(slot.isPassedThrough()).isTrue();
      assertThat(slot.capturedNanos()).isBetween(before, System.nanoTime());
      slot.clear();
      session.writeJpeg(Rendition.jpeg(320, 0), slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(320);
      assertThat(session.info().codec()).isEqualTo("mjpeg");
      assertThat(session.info().width()).isEqualTo(640);
      assertThat(session.info().decoded()).isEqualTo(1);
    }
  }

  @Test
  void theEndOfTheStreamIsToldAndAnEmptyOneIsAnError() throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              answer.stream();
              if (request.target().equals("/some")) {
                answer.part(A).part(A);
              }
            })) {
      try (FrameSession session = HttpMjpegSource.of(camera.url("/some")).open()) {
        int pictures = 0;
        while (session.advance()) {
          pictures++;
        }
        assertThat(pictures).isBetween(1, 2); // the first may be skipped for the second
        assertThat(camera.requests).hasSize(1);
      }
      assertFails(HttpMjpegSource.of(camera.url("/none")), Kind.ENDED, "before its first picture");
    }
  }

  @Test
  void slatesOfAnotherFramecastAreNotShownAsLive() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer.stream()
                        .part(A, "X-Framecast-Live: false")
                        .part(B, "X-Framecast-Live: true")
                        .stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().width()).isEqualTo(640);
    }
  }

  @Test
  void theCameraIsToldWhatIsAmissBeforeThereIsAPicture() throws IOException {
    NotedContext context = new NotedContext(640 * 360);
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer.stream()
                        .part(Jpegs.color(641, 360))
                        .text("--cam\r\nContent-Type: audio/basic\r\n\r\nbeep\r\n")
                        .part(A, "X-Framecast-Live: false")
                        .part(B)
                        .stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open(context)) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().width()).isEqualTo(640);
      assertThat(session.info().dropped()).isEqualTo(2);
    }
    assertThat(context.dropped)
        .containsExactly(
            "a broken picture was dropped: a picture of 641x360 pixels: more than 230400",
            "a part of the type audio/basic was skipped: it is no picture");
    assertThat(context.awaited).containsExactly("a live picture");
  }

  @Test
  void framesThatWaitedTooLongAreSkipped() throws Exception {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.stream();
                  for (int i = 0; i < 100; i++) {
                    answer.part(A);
                  }
                  answer.part(B).stall();
                });
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
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

  @Test
  void aCutFrameIsSkipped() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer.stream()
                        .text("--cam\r\n\r\n")
                        .bytes(A, A.length - 50)
                        .text("\r\n")
                        .part(A)
                        .part(B)
                        .stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      assertThat(session.advance()).isTrue();
      while (session.info().width() != 640) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(session.info().dropped()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, text/html, UNAUTHORIZED, wants a login",
    "403, text/html, UNAUTHORIZED, refuses access",
    "404, text/html, NO_VIDEO, 404",
    "500, text/html, UNREACHABLE, 500",
    "503, text/html, BUSY, busy",
    "200, text/html, NO_VIDEO, text/html",
    "200, video/mp4, UNSUPPORTED, video/mp4",
    "302, text/html, NO_VIDEO, redirects",
  })
  void otherAnswersAreToldApart(int status, String type, Kind kind, String words)
      throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) ->
                answer.head(status, "Content-Type: " + type, "Location: " + request.target()))) {
      assertFails(HttpMjpegSource.of(camera.url("/v?password=secret")), kind, words);
    }
  }

  /** Some cameras send the login back, and all of this is read by people who may not know it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASSWORD secret\r\n\r\n",
        "HTTP/1.1 2x0 secret\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX secret: y\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: secret\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/secret\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: secret/x\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: :::\001 secret\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://\351secret/\r\n\r\n",
        "HTTP/1.1 302 Found\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg2\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n"
      })
  void whatACameraAnswersIsNotQuoted(String answer) throws IOException {
    try (ScriptedCamera camera = new ScriptedCamera((request, out) -> out.text(answer))) {
      try (FrameSession session =
          HttpMjpegSource.builder(camera.url("/x")).credentials("me", "secret").build().open()) {
        assertThatThrownBy(session::advance)
            .isInstanceOf(SourceException.class)
            .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
      }
    }
  }

  @Test
  void nobodyThereIsUnreachable() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFails(
        HttpMjpegSource.of("http://me:secret@127.0.0.1:" + port + "/v"),
        Kind.UNREACHABLE,
        "nobody answers");
    assertFails(HttpMjpegSource.of("http://no-such-host.invalid/v"), Kind.UNREACHABLE, "host");
  }

  @Test
  void noAnswerInTimeIsUnreachable() throws IOException {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> answer.stall())) {
      assertFails(
          HttpMjpegSource.builder(camera.url("/v")).timeout(Duration.ofMillis(200)).build(),
          Kind.UNREACHABLE,
          "within 200 ms");
    }
  }

  @Test
  void garbageIsBroken() throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> answer.stream().text("--cam\r\n\r\nnot a JPEG\r\n".repeat(100)))) {
      assertFails(HttpMjpegSource.of(camera.url("/v")), Kind.BROKEN, "not a JPEG");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DIGEST, "WWW-Authenticate: Basic realm=\"x\""})
  void credentialsAreSentWhenTheCameraAsks(String challenge) throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.headers().containsKey("Authorization")) {
                answer.stream().part(A).stall();
              }
              answer.head(401, challenge);
            })) {
      String withLogin = "http://me:secret@" + camera.host() + "/v";
      try (FrameSession session = HttpMjpegSource.of(withLogin).open()) {
        assertThat(session.advance()).isTrue();
      }
      try (FrameSession session =
          HttpMjpegSource.builder(camera.url("/v")).credentials("me", "secret").build().open()) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(camera.requests.get(0).headers()).doesNotContainKey("Authorization");
      assertThat(camera.requests.get(1).headers().get("Authorization"))
          .startsWith(
              challenge.contains("Digest") ? "Digest username=\"me\"" : "Basic bWU6c2VjcmV0");
    }
  }

  @Test
  void wrongCredentialsAreSentOnceAndNeverShown() throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera((request, answer) -> answer.head(401, DIGEST))) {
      assertFails(
          HttpMjpegSource.of("http://me:secret@" + camera.host() + "/v"),
          Kind.UNAUTHORIZED,
          "refuses the login");
      assertThat(camera.requests).hasSize(2);
    }
  }

  @Test
  void aStaleNonceIsRenewedOnceWithTheSameCredentials() throws IOException {
    String stale = DIGEST.replace("\"n\"", "\"n2\"") + ", stale=true";
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              String login = request.headers().getOrDefault("Authorization", "");
              if (login.contains("nonce=\"n2\"") && request.target().equals("/v")) {
                answer.stream().part(A).stall();
              }
              answer.head(401, login.isEmpty() ? DIGEST : stale);
            })) {
      String host = "http://me:secret@" + camera.host();
      try (FrameSession session = HttpMjpegSource.of(host + "/v").open()) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(camera.requests).hasSize(3);
      assertFails(HttpMjpegSource.of(host + "/always"), Kind.UNAUTHORIZED, "refuses the login");
      assertThat(camera.requests).hasSize(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ren\u00e9", "\u0418\u0432\u0430\u043d", "a\r\nX. y"})
  void aNameBeyondAsciiIsNoTroubleAndIsShownNowhere(String user) throws IOException {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.target().equals("/v")
                  && request.headers().getOrDefault("Authorization", "").contains("username*=")) {
                answer.stream().part(A).stall();
              }
              answer.head(401, DIGEST);
            })) {
      try (FrameSession session =
          HttpMjpegSource.builder(camera.url("/v")).credentials(user, "secret").build().open()) {
        assertThat(session.advance()).isTrue();
      }
      assertFails(
          HttpMjpegSource.builder(camera.url("/x")).credentials(user, "secret").build(),
          Kind.UNAUTHORIZED,
          "refuses the login");
    }
  }

  @Test
  void aPathBeyondAsciiIsAskedForInUtf8() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.stream().part(A).stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/T\u00fcr?x=\u0418")).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.requests.get(0).target()).isEqualTo("/T%C3%BCr?x=%D0%98");
    }
  }

  @Test
  void redirectsAreFollowedButCredentialsStayAtTheirHost() throws IOException {
    try (ScriptedCamera other =
            new ScriptedCamera(
                (request, answer) -> answer.head(401, "WWW-Authenticate: Basic realm=\"steal\""));
        ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  switch (request.target()) {
                    case "/old" -> answer.head(301, "Location: new?x=1");
                    case "/new?x=1" -> {
                      if (!request.headers().containsKey("Authorization")) {
                        answer.head(401, DIGEST);
                      }
                      answer.stream().part(A).stall();
                    }
                    default -> answer.head(302, "Location: " + other.url("/v"));
                  }
                })) {
      try (FrameSession session =
          HttpMjpegSource.of("http://me:secret@" + camera.host() + "/old").open()) {
        assertThat(session.advance()).isTrue();
      }
      assertFails(
          HttpMjpegSource.of("http://me:secret@" + camera.host() + "/away"),
          Kind.UNAUTHORIZED,
          "login");
      assertThat(other.requests).hasSize(1);
      assertThat(other.requests.get(0).headers()).doesNotContainKey("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/never-answers", "/stops-in-a-frame", "/stops-in-headers"})
  void cancelEndsABlockedAdvance(String path) throws Exception {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (path.equals("/stops-in-a-frame")) {
                    answer.stream().text("--cam\r\n\r\n").bytes(A, A.length / 2);
                  } else if (path.equals("/stops-in-headers")) {
                    answer.stream().text("--cam\r\nContent-");
                  }
                  answer.stall();
                });
        FrameSession session = HttpMjpegSource.of(camera.url(path)).open()) {
      CompletableFuture<Object> advance =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return session.advance();
                } catch (IOException e) {
                  return e;
                }
              });
      camera.stalling.await();
      assertThatThrownBy(() -> advance.get(50, TimeUnit.MILLISECONDS)).isNotNull();
      long start = System.nanoTime();
      session.cancel();
      Object result = advance.get(5, TimeUnit.SECONDS);
      // The rule says 100 ms, and it takes a few; a machine that does other work may take longer.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(result).isIn(false, result instanceof SourceException ? result : false);

      start = System.nanoTime();
      try {
        assertThat(session.advance()).isFalse();
      } catch (SourceException e) {
        assertThat(e).hasMessageContaining("cancelled");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
    }
  }

  @Test
  void anInterruptEndsDialling() throws Exception {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> answer.stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread capture =
          new Thread(
              () -> {
                try {
                  session.advance();
                  failure.complete(null);
                } catch (IOException e) {
                  failure.complete(e);
                }
              });
      capture.start();
      camera.stalling.await();
      capture.interrupt();
      assertThat(failure.get(2, TimeUnit.SECONDS))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("interrupted");
      capture.join();
    }
  }

  private static void assertFails(HttpMjpegSource source, Kind kind, String words)
      throws IOException {
    try (FrameSession session = source.open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
          .hasMessageContaining(words)
          .hasMessageContaining("http://")
          .message()
          .doesNotContain("secret");
    }
  }
}
