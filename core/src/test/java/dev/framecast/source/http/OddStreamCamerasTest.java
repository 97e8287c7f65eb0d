package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cameras with streams as they were reported: each sends three pictures in a way of its own. */
@Timeout(60)
class OddStreamCamerasTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.color(630, 474);
  private static final byte[] C = Jpegs.color(96, 48);
  private static final List<byte[]> ALL = List.of(A, B, C);
  private static final String MULTIPART = "Content-Type: multipart/x-mixed-replace; boundary=cam";

  /** In telephony FF is silence, and D8 may come by chance. */
  private static final String SOUND =
      "\u00ff\u00d8\u00ff\u00d8\u00ff\u00e0\u00ff\u00d9\u00ff\u00ff";

  private static final Map<String, ScriptedCamera.Script> CAMERAS = new LinkedHashMap<>();

  /** How one picture is sent. */
  private interface Part {
    void send(ScriptedCamera.Answer answer, byte[] jpeg) throws IOException, InterruptedException;
  }

  private static void camera(String name, String type, Part part) {
    CAMERAS.put(
        name,
        (request, answer) -> {
          answer.head(200, type);
          for (byte[] jpeg : ALL) {
            part.send(answer, jpeg);
          }
          answer.stall();
        });
  }

  private static void camera(String name, String head) {
    camera(
        name,
        MULTIPART,
        (answer, jpeg) ->
            answer.text(head.replace("N", "" + jpeg.length)).bytes(jpeg).text("\r\n"));
  }

  private static void boundary(String name, String type, String line) {
    camera(
        name,
        "Content-Type: " + type,
        (answer, jpeg) ->
            answer
                .text(line + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length)
                .text("\r\n\r\n")
                .bytes(jpeg)
                .text("\r\n"));
  }

  static {
    boundary("multipart/mixed", "multipart/mixed; boundary=cam", "--cam");
    boundary("multipart/related", "multipart/related; type=\"image/jpeg\"; boundary=cam", "--cam");
    boundary("boundary in another case", "multipart/x-mixed-replace; BOUNDARY=CAM", "--cam");
    boundary(
        "boundary with blanks", "multipart/x-mixed-replace; boundary=\" my cam \"", "--my cam");
    boundary("boundary not told", "multipart/x-mixed-replace", "--cam");
    boundary(
        "boundary before other parameters", "multipart/x-mixed-replace;boundary=cam;x=y", "--cam");
    boundary("no type", "", "--cam");
    boundary("type of a page", "text/html", "--cam");

    camera("type with a size", "--cam\r\nContent-Type: image/jpeg;size=N\r\n\r\n");
    camera("headers in one line", "--cam\r\nContent-Type: image/jpeg Content-Length: N\r\n\r\n");
    camera("headers behind LF alone", "--cam\nContent-Type: image/jpeg\nContent-Length: N\n\n");
    camera(
        "folded headers",
        "--cam\r\nContent-Type:\r\n image/jpeg\r\nContent-Length:\r\n\tN\r\n\r\n");
    camera(
        "headers of 2,000 bytes",
        "--cam\r\nX-Tags: " + "tag,".repeat(500) + "\r\nContent-Length: N\r\n\r\n");
    camera("headers in front of each picture, but no boundary", "Content-Type: image/jpeg\r\n\r\n");
    camera("an empty JPEG in front", "--cam\r\nContent-Length: 4\r\n\r\n\u00ff\u00d8\u00ff\u00d9");
    camera("three empty JPEGs", "--cam\r\n\r\n" + "\u00ff\u00d8\u00ff\u00d9".repeat(3));
    camera(
        "an empty JPEG as a part",
        "--cam\r\nContent-Length: 4\r\n\r\n\u00ff\u00d8\u00ff\u00d9\r\n--cam\r\n\r\n");
    camera(
        "an empty JPEG in front of bare ones",
        "Content-Type: video/x-motion-jpeg",
        (answer, jpeg) -> answer.text("\u00ff\u00d8\u00ff\u00d9").bytes(jpeg));
    camera(
        "sound between the pictures",
        "--cam\r\nContent-Type: audio/basic\r\n\r\n" + SOUND + "\r\n--cam\r\n\r\n");
    camera(
        "XML between the pictures", "--cam\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--cam\r\n\r\n");
    camera(
        "bytes behind the scan",
        MULTIPART,
        (answer, jpeg) ->
            answer
                .text("--cam\r\n\r\n")
                .bytes(Arrays.copyOf(jpeg, jpeg.length - 2))
                .text("x\0".repeat(90) + "\u00ff\u00d9\r\n"));
    camera(
        "bytes behind the picture",
        MULTIPART,
        (answer, jpeg) -> answer.text("--cam\r\n\r\n").bytes(jpeg).text("more ".repeat(99)));

    CAMERAS.put(
        "the head in pieces",
        (request, answer) -> {
          String head = "HTTP/1.1 200 OK\r\n" + MULTIPART + "\r\n\r\n";
          for (int at = 0; at < head.length(); at += 11) {
            answer.text(head.substring(at, Math.min(head.length(), at + 11))).pause(10);
          }
          answer.part(A).part(B).part(C).stall();
        });
    CAMERAS.put(
        "the first picture after the time for an answer",
        (request, answer) -> {
          answer.stream().pause(2_500);
          answer.part(A).part(B).part(C).stall();
        });
    CAMERAS.put(
        "chunks torn anywhere, with extensions and trailers",
        (request, answer) -> {
          answer.head(200, MULTIPART, "Transfer-Encoding: chunked");
          for (byte[] jpeg : ALL) {
            String part = "\r\n--cam\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
            byte[] all = (part + new String(jpeg, ISO_8859_1)).getBytes(ISO_8859_1);
            for (int at = 0, size = 5; at < all.length; at += size, size = size == 5 ? 1 : 700) {
              byte[] chunk = Arrays.copyOfRange(all, at, Math.min(all.length, at + size));
              answer
                  .text(String.format("%06X;x=\"y\"\r\n", chunk.length))
                  .bytes(chunk)
                  .text("\r\n");
            }
          }
          answer.text("0\r\nX-Checksum: 1\r\n\r\n");
        });
    CAMERAS.put(
        "100 Continue first",
        (request, answer) -> {
          answer.text("HTTP/1.1 100 Continue\r\n\r\n").stream();
          answer.part(A).part(B).part(C).stall();
        });
  }

  static Stream<String> cameras() {
    return CAMERAS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("cameras")
  void theLastPictureIsReachedAndNothingEndsBefore(String name) throws IOException {
    try (ScriptedCamera camera = new ScriptedCamera(CAMERAS.get(name));
        FrameSession session =
            HttpMjpegSource.builder(camera.url("/v"))
                .timeout(Duration.ofSeconds(2))
                .build()
                .open()) {
      do {
        assertThat(session.advance()).isTrue();
      } while (session.info().width() != 96);
      assertThat(camera.requests).hasSize(1);
    }
  }
}
