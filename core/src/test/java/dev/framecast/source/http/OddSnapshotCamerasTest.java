package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.NotedContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cameras of which each answer is one picture, as they were reported. */
@Timeout(60)
class OddSnapshotCamerasTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.color(96, 48);
  private static final byte[] NOTHING = {};
  private static final String JPEG = "Content-Type: image/jpeg";
  private static final String MULTIPART = "Content-Type: multipart/x-mixed-replace; boundary=cam";

  /** How the n-th request is answered, from 0, with this picture if with any. */
  private interface Answers {
    void give(int n, ScriptedCamera.Request request, ScriptedCamera.Answer answer, byte[] jpeg)
        throws IOException, InterruptedException;
  }

  private static final Map<String, Answers> CAMERAS = new LinkedHashMap<>();

  private static void camera(String name, Answers answers) {
    CAMERAS.put(name, answers);
  }

  /** One that has another answer to each so manieth request, but not the first. */
  private static void sometimes(String name, int each, int status, byte[] body, String... headers) {
    camera(
        name,
        (n, request, answer, jpeg) -> {
          if (n % each == each - 1) {
            answer.whole(status, body, headers);
          } else {
            answer.whole(200, jpeg, JPEG);
          }
        });
  }

  static {
    camera("called multipart", (n, r, answer, jpeg) -> answer.head(200, MULTIPART).bytes(jpeg));
    camera(
        "called multipart, without a boundary",
        (n, r, answer, jpeg) ->
            answer.head(200, "Content-Type: multipart/x-mixed-replace").bytes(jpeg));
    camera(
        "called multipart, with a length, on a connection that stays",
        (n, r, answer, jpeg) -> answer.whole(200, jpeg, MULTIPART).stall());
    camera(
        "one part an answer",
        (n, r, answer, jpeg) -> answer.stream().part(jpeg).text("--cam--\r\n"));
    camera(
        "called a page",
        (n, r, answer, jpeg) -> answer.whole(200, jpeg, "Content-Type: text/html"));
    camera("called nothing", (n, r, answer, jpeg) -> answer.whole(200, jpeg));
    camera("type and a semicolon", (n, r, answer, jpeg) -> answer.whole(200, jpeg, JPEG + ";"));
    camera("without a length", (n, r, answer, jpeg) -> answer.head(200, JPEG).bytes(jpeg));
    camera(
        "HTTP/1.0 without a length",
        (n, r, answer, jpeg) -> answer.text("HTTP/1.0 200 OK\r\n" + JPEG + "\r\n\r\n").bytes(jpeg));
    camera("HTTP/0.9", (n, r, answer, jpeg) -> answer.bytes(jpeg));
    camera(
        "says close and does not",
        (n, r, answer, jpeg) ->
            answer.head(200, JPEG, "Content-Length: " + jpeg.length).bytes(jpeg).stall());
    camera(
        "says that it stays and does not",
        (n, r, answer, jpeg) ->
            answer
                .text("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\nContent-Length: ")
                .text(jpeg.length + "\r\n" + JPEG + "\r\n\r\n")
                .bytes(jpeg));
    camera(
        "chunks with extensions and trailers",
        (n, r, answer, jpeg) -> {
          answer.text("HTTP/1.1 200 OK\r\n" + JPEG + "\r\nTransfer-Encoding: chunked\r\n\r\n");
          answer.text(Integer.toHexString(jpeg.length) + " ;a=b\r\n").bytes(jpeg);
          answer.text("\r\n0\r\nX: y\r\n\r\n").keep();
        });
    camera(
        "something behind the picture",
        (n, r, answer, jpeg) -> {
          byte[] both = new byte[jpeg.length + 8];
          System.arraycopy(jpeg, 0, both, 0, jpeg.length);
          answer.whole(200, both, JPEG);
        });
    camera(
        "headers in front of the picture",
        (n, r, answer, jpeg) ->
            answer.head(200, JPEG).text("Content-Type: image/jpeg\r\nX: y\r\n\r\n").bytes(jpeg));
    camera(
        "an empty JPEG in front",
        (n, r, answer, jpeg) ->
            answer.head(200, JPEG).text("\u00ff\u00d8\u00ff\u00d9").bytes(jpeg));
    camera(
        "compressed unasked",
        (n, r, answer, jpeg) -> answer.whole(200, gzip(jpeg), JPEG, "Content-Encoding: gzip"));
    camera(
        "said to be compressed",
        (n, r, answer, jpeg) -> answer.whole(200, jpeg, JPEG, "Content-Encoding: gzip"));
    camera(
        "100 Continue first",
        (n, r, answer, jpeg) ->
            answer.text("HTTP/1.1 100 Continue\r\n\r\n").whole(200, jpeg, JPEG));
    camera(
        "nothing at first",
        (n, r, answer, jpeg) -> answer.whole(200, n == 0 ? NOTHING : jpeg, JPEG));
    camera(
        "no content at first",
        (n, r, answer, jpeg) -> answer.whole(n < 2 ? 204 : 200, n < 2 ? NOTHING : jpeg, JPEG));
    camera(
        "hung up behind the head at first",
        (n, r, answer, jpeg) -> answer.head(200, JPEG).bytes(n == 0 ? NOTHING : jpeg));
    sometimes("nothing now and then", 2, 200, NOTHING, JPEG);
    sometimes("no content now and then", 2, 204, NOTHING);
    sometimes("busy now and then", 2, 503, NOTHING, "Retry-After: 1");
    sometimes(
        "a login page now and then",
        3,
        200,
        "<html>".getBytes(US_ASCII),
        "Content-Type: text/html");
    sometimes(
        "XML now and then", 2, 200, "<a/>".getBytes(US_ASCII), "Content-Type: application/xml");
    sometimes("busy in plain text", 2, 200, "busy".getBytes(US_ASCII), "Content-Type: text/plain");
    camera(
        "two places in turn, sent there by redirects that hold once",
        (n, request, answer, jpeg) -> {
          if (request.target().startsWith("/s?once=")) {
            answer.whole(200, jpeg, JPEG);
          } else {
            answer.whole(302, NOTHING, "Location: /s?once=" + n);
          }
        });
    camera(
        "a stream after the first pictures",
        (n, r, answer, jpeg) -> {
          if (n < 2) {
            answer.whole(200, jpeg, JPEG);
          } else {
            answer.stream().part(A).part(B).stall();
          }
        });
    camera(
        "a stream that ends behind its first picture, once",
        (n, r, answer, jpeg) -> {
          answer.stream().part(jpeg);
          if (n > 0) {
            answer.part(A).part(B).stall();
          }
        });
  }

  private static byte[] gzip(byte[] jpeg) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(jpeg);
    }
    return out.toByteArray();
  }

  private static ScriptedCamera start(Answers answers) throws IOException {
    AtomicInteger n = new AtomicInteger();
    return new ScriptedCamera(
        (request, answer) -> {
          int now = n.getAndIncrement();
          answers.give(now, request, answer, now % 4 < 2 ? A : B);
        });
  }

  private static HttpMjpegSource source(ScriptedCamera camera) {
    return HttpMjpegSource.builder(camera.url("/s"))
        .credentials("me", "x")
        .timeout(Duration.ofSeconds(2))
        .fps(30)
        .build();
  }

  static Stream<String> cameras() {
    return CAMERAS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("cameras")
  void picturesComeAndTheSessionGoesOn(String name) throws IOException {
    try (ScriptedCamera camera = start(CAMERAS.get(name));
        FrameSession session = source(camera).open()) {
      boolean first = false;
      boolean second = false;
      while (!first || !second) {
        assertThat(session.advance()).isTrue();
        first |= session.info().width() == 64;
        second |= session.info().width() == 96;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, image/jpeg, BROKEN, the answer has no picture in it",
    "204, image/jpeg, BROKEN, the answer has no picture in it",
    "200, application/json, NO_VIDEO, the answer is application/json",
    "200, text/plain, NO_VIDEO, the answer is text/plain",
    "200, video/mp2t, UNSUPPORTED, 'the answer is video/mp2t, not MJPEG; the setting format=mpegts'",
    "200, audio/x-mpegurl, UNSUPPORTED, the setting format=hls",
    "400, text/html, NO_VIDEO, 400",
  })
  void whatNeverHasAPictureIsToldInWords(int status, String type, Kind kind, String words)
      throws IOException {
    try (ScriptedCamera camera =
            start((n, r, answer, jpeg) -> answer.whole(status, NOTHING, "Content-Type: " + type));
        FrameSession session = source(camera).open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageContaining(words);
    }
  }

  @Test
  void anEmptyAnswerIsToldAndAskedForAgain() throws IOException {
    NotedContext context = new NotedContext();
    try (ScriptedCamera camera = start(CAMERAS.get("nothing at first"));
        FrameSession session = source(camera).open(context)) {
      assertThat(session.advance()).isTrue();
      assertThat(context.dropped)
          .containsExactly("a picture could not be had: the answer has no picture in it");
      assertThat(camera.requests).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"Basic realm=r", "'Digest realm=r, nonce=n, qop=auth'"})
  void aLoginThatIsRefusedAtEverySecondRequestIsGivenAgain(String challenge) throws IOException {
    try (ScriptedCamera camera =
            start(
                (n, request, answer, jpeg) -> {
                  if (n % 2 == 0 || !request.headers().containsKey("Authorization")) {
                    answer.whole(401, NOTHING, "WWW-Authenticate: " + challenge);
                  } else {
                    answer.whole(200, n % 4 == 1 ? A : B, JPEG);
                  }
                });
        FrameSession session = source(camera).open()) {
      for (int i = 0; i < 4; i++) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(camera.requests).hasSize(8);
    }
  }

  @Test
  void aLoginThatIsNotGoodAnyMoreIsGivenOnceMoreAlone() throws IOException {
    try (ScriptedCamera camera =
            start(
                (n, request, answer, jpeg) -> {
                  if (n == 1) {
                    answer.whole(200, jpeg, JPEG);
                  } else {
                    answer.whole(401, NOTHING, "WWW-Authenticate: Basic realm=r");
                  }
                });
        FrameSession session = source(camera).open()) {
      assertThat(session.advance()).isTrue();
      assertThatThrownBy(session::advance).hasMessageContaining("refuses the login");
      assertThat(camera.requests).hasSize(4);
    }
  }

  @Test
  void whatIsCalledCompressedAndIsNeitherIsToldInWords() throws IOException {
    byte[] broken = {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    for (byte[] body : new byte[][] {broken, {'x', 'y'}}) {
      try (ScriptedCamera camera =
              start(
                  (n, r, answer, jpeg) -> answer.whole(200, body, JPEG, "Content-Encoding: gzip"));
          FrameSession session = source(camera).open()) {
        assertThatThrownBy(session::advance).hasMessageContaining("compressed");
      }
    }
  }
}
