package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of answers as cameras send them. */
@Timeout(30)
class HttpHeadsTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static final String TYPE = "Content-Type: multipart/x-mixed-replace; boundary=cam\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTue, 12 Jun 2012 01:56:34 GMT\r\n" + TYPE,
        "HTTP/1.1 200 OK\r\nno name here\r\n: nameless\r\n" + TYPE,
        "HTTP/1.1 200 OK\r\nContent-Type : multipart/x-mixed-replace; boundary=cam\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Server:\r\nContent-Length:\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type:\r\n multipart/x-mixed-replace;\r\n\tboundary=cam\r\n",
        "HTTP/1.1 200\r\n" + TYPE,
        "HTTP/1.0 200 OK\r\n" + TYPE,
        "HTTP/1.1  200  Fine\r\n" + TYPE,
        "HTTP/2 200\r\n" + TYPE,
        "http/1.1 200 ok\r\n" + TYPE,
        "ICY 200 OK\r\n" + TYPE,
        "\r\n\r\nHTTP/1.1 200 OK\r\n" + TYPE,
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Length: none\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Length: -1\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Length: 0\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Length: 10\r\nContent-Length: 20\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Length: 9999999999999999999999\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + TYPE,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Content-Encoding: gzip\r\n", // it is not
        "HTTP/1.1 200 OK\r\n" + TYPE + "X-\u00e9\u0001: \u0000\u00ff\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Transfer-Encoding: identity\r\n",
        "HTTP/1.1 200 OK\r\n" + TYPE + "Transfer-Encoding: chunked\r\n", // it is not
        "HTTP/1.1 206 Partial\r\n" + TYPE,
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + TYPE,
        "HTTP/1.1 103 Early\r\nX: y\r\n\r\nHTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\n" + TYPE,
        "Server: httpd\r\n" + TYPE,
        "HTTP/1.1 200 OK\r\nContent-Type: video/x-mjpeg\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/x-motion-jpeg\r\n",
        "HTTP/1.1 200 OK\r\nServer: x\r\n",
        "",
      })
  void aHeadThatCanBeUnderstoodIsTaken(String head) throws IOException {
    for (String end : new String[] {"\r\n", "\n"}) {
      try (ScriptedCamera camera =
              new ScriptedCamera(
                  (request, answer) -> {
                    String text = head.isEmpty() ? head : head + "\r\n";
                    answer.text(text.replace("\r\n", end)).part(A).stall();
                  });
          FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
        assertThat(session.advance()).isTrue();
        assertThat(session.info().width()).isEqualTo(64);
      }
    }
  }

  @Test
  void chunksOfAnyKindAreTakenApart() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.text("HTTP/1.1 200 OK\r\n" + TYPE + "Transfer-encoding: Chunked\r\n\r\n");
                  String part = "--cam\r\nContent-Length: " + A.length + "\r\n\r\n";
                  answer.text(Integer.toHexString(part.length()) + ";x=y\r\n" + part + "\r\n");
                  answer.text(
                      " 0" + Integer.toHexString(A.length).toUpperCase(Locale.ROOT) + " \n");
                  answer.bytes(A, A.length).text("\n");
                  answer.text("8\r\n\r\n--cam\r\r\n3\r\n\n\r\n\r\n");
                  answer.text(Integer.toHexString(A.length) + "\r\n").bytes(A, A.length);
                  answer.text("\r\n0\r\nX: y\r\n\r\n").stall();
                });
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      int pictures = 0;
      while (session.advance()) {
        pictures++;
      }
      assertThat(pictures).isBetween(1, 2); // the first may be skipped for the second
      assertThat(session.info().dropped()).isZero();
    }
  }

  @Test
  void picturesThatWaitAreSkippedInChunksToo() throws Exception {
    byte[] b = Jpegs.color(640, 360);
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.text("HTTP/1.1 200 OK\r\n" + TYPE + "Transfer-Encoding: chunked\r\n\r\n");
                  for (int i = 0; i < 100; i++) {
                    chunked(answer, i < 99 ? A : b);
                  }
                  answer.stall();
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

  private static void chunked(ScriptedCamera.Answer answer, byte[] jpeg) throws IOException {
    String head = "--cam\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
    answer.text(Integer.toHexString(head.length() + jpeg.length + 2) + "\r\n" + head);
    answer.bytes(jpeg, jpeg.length).text("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "lines", "dribble", "continue", "blank"})
  void aHeadWithoutAnEndIsGivenUp(String how) throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.text(
                      switch (how) {
                        case "blank" -> "";
                        case "continue" -> "HTTP/1.1 100 Continue";
                        default -> "HTTP/1.1 200 OK\r\nX:";
                      });
                  while (true) {
                    switch (how) {
                      case "line" -> answer.text("x".repeat(1000));
                      case "lines" -> answer.text("X: y\r\n".repeat(100));
                      case "continue" -> answer.text("\r\n\r\nHTTP/1.1 100 Continue\r\nX: y");
                      case "blank" -> answer.text("\r\n".repeat(100));
                      default -> {
                        answer.text("x");
                        answer.pause(5);
                      }
                    }
                  }
                });
        FrameSession session =
            HttpMjpegSource.builder(camera.url("/v"))
                .timeout(Duration.ofMillis(500))
                .build()
                .open()) {
      long start = System.nanoTime();
      assertThatThrownBy(session::advance)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void whatIsAskedForIsWrittenInOnePieceAndSaysWhere() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.stream().part(A).stall());
        FrameSession session = HttpMjpegSource.of(camera.url("/v?x")).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.requests.get(0).target()).isEqualTo("/v?x");
      assertThat(camera.requests.get(0).headers())
          .containsEntry("Host", camera.host())
          .containsEntry("Accept-Encoding", "identity");
    }
  }

  @Test
  void aCompressedAnswerIsRefusedInWords() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer.text("HTTP/1.1 200 OK\r\n" + TYPE + "Content-Encoding: gzip\r\n\r\n"));
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
          .hasMessageContaining("compressed");
    }
  }

  @Test
  void whatAnswersWithTlsIsToldSo() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> answer.text("\u0015\u0003\u0001\0\u0002\u0002F"));
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      assertThatThrownBy(session::advance).hasMessageContaining("https://");
    }
  }

  @Test
  void noConnectionIsLeftOpen() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              switch (request.target()) {
                case "/html" -> answer.head(200, "Content-Type: text/html").stall();
                case "/404" -> answer.head(404).stall();
                case "/gzip" -> answer.head(200, "Content-Encoding: gzip").stall();
                default -> answer.stream().part(A).stall();
              }
            })) {
      for (String path : new String[] {"/html", "/404", "/gzip", "/stream"}) {
        try (FrameSession session = HttpMjpegSource.of(camera.url(path)).open()) {
          session.advance();
        } catch (SourceException e) {
          assertThat(path).isNotEqualTo("/stream");
        }
      }
      camera.awaitHangups();
    }
  }
}
