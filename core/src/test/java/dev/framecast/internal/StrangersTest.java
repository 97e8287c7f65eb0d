package dev.framecast.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrangersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp://10.0.0.5:554: no answer | rtsp://10.0.0.5/a | no answer",
        "rtsp://10.0.0.5/a: Connection refused | rtsp://10.0.0.5/a | Connection refused",
        "no picture for 10.0 s: rtsp://10.0.0.5/a | rtsp://10.0.0.5/a | no picture for 10.0 s",
        "no route to rtsp://10.0.0.5/a | x | no route",
        "no route to rtsp://10.0.0.5/a ever | x | no route to ... ever",
        "rtsp://h/a: redirected to http://10.0.0.9/b | rtsp://h/a | redirected",
        "Connection refused: /10.0.0.5:554 | x | Connection refused",
        "cam.lan/10.0.0.5:554 is gone | x | is gone",
        "nas: Name or service not known | rtsp://nas/a | Name or service not known",
        "unknown host nas | rtsp://nas:554/a | unknown host",
        "connect to [fe80::1%eth0]:554 failed | x | connect to ... failed",
        "fe80::1: unreachable | x | unreachable",
        "2001:db8:0:0:0:0:0:1 is down | x | is down",
        "localhost:8554 hung up | x | hung up",
        "webcam:0: unplugged | webcam:0 | unplugged",
        "webcam:HD Camera: unplugged | webcam:HD Camera | unplugged",
        "webcam \"geheim\": no camera of that name; none is attached | webcam:geheim"
            + " | webcam ...: no camera of that name; none is attached",
        "webcam \"a\"geheim\": no such camera | x | webcam ...: no such camera",
        "webcam \"x\": none of those attached: \"/dev/v0 (My Cam)\", \"/dev/v2\" | x"
            + " | webcam ...: none of those attached",
        "cannot read \"geheim and so on | x | cannot read",
        "the answer \"geheim\" is no picture | x | the answer ... is no picture",
        "cannot open /dev/video0 | x | cannot",
        "/home/anna/my film.mp4: No such file | /home/anna/my film.mp4 | No such file",
        "C:\\films\\a.mp4: No such file | x | No such file",
        "film.mp4: not a video file | film.mp4 | not a video file",
        "java.net.UnknownHostException: nas.fritz.box | x | no further word",
        "java.io.IOException: boom | x | boom",
        "rtsp://h/a | x | no further word",
      })
  void whereSomethingIsIsNotTold(String problem, String description, String told) {
    assertThat(Strangers.problem(problem, description)).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the stream has ended",
        "the camera stopped sending 1.5 s ago",
        "no picture for 10.0 s",
        "user and password are missing or wrong (401)",
        "the answer is text/html, not video",
        "no stream under this address (404)",
        "H.265/HEVC and/or Motion JPEG at 29.97 fps, 12:30:05",
        "waiting for a key frame",
        "the camera's pictures aren't understood"
      })
  void whatHappenedIsTold(String problem) {
    assertThat(Strangers.problem(problem, "rtsp://10.0.0.5/a")).isEqualTo(problem);
  }

  @Test
  void aFingerprintIsNotToldNorAnyPartOfIt() {
    String fingerprint = "09:93:13:A8:28:08:14:C7" + ":DF:B2:DA:AF:62:EA:39:38".repeat(3);
    String problem = "rtsps://10.0.0.5/a: not trusted; set fingerprint=" + fingerprint;
    assertThat(Strangers.problem(problem, "rtsps://10.0.0.5/a"))
        .isEqualTo("not trusted; set fingerprint");
    assertThat(Strangers.problem(problem + ", or none", "rtsps://10.0.0.5/a"))
        .isEqualTo("not trusted; set fingerprint, or none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Option 'geheim' not found",
        "Option 'my'geheim' not found",
        "Option \"it's geheim\" not found"
      })
  void nothingInQuotesIsTold(String problem) {
    assertThat(Strangers.problem(problem, "x")).isEqualTo("Option ... not found");
  }

  @Test
  void nothingWrongIsNothingToTell() {
    assertThat(Strangers.problem(null, "x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":", "a:", "a.", "1.", "/", "::", "a:/", "[", "\"", "'", "\"a", " 'a", "'a'", "\u0000",
        " . "
      })
  void longTextsTakeNoTime(String piece) {
    String text = piece.repeat(50_000);
    assertThat(
            Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> Strangers.problem(text, "rtsp://h/")))
        .hasSizeLessThan(310);
  }
}
