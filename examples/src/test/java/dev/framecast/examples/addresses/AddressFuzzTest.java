package dev.framecast.examples.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.source.FrameSources;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any text gives a source, or an error that repeats nothing that may be a password. */
class AddressFuzzTest {
  private static final String SECRET = "S3cr3t";
  private static final List<String> PIECES =
      List.of(
          "rtsp:",
          "rtsps:",
          "http:",
          "https:",
          "file:",
          "webcam:",
          "test:",
          "clock:",
          "ftp:",
          "//",
          "/",
          "user",
          ":",
          "@",
          "127.0.0.1",
          "[::1]",
          "?",
          "&",
          "=",
          "#",
          "%",
          "%23",
          "%ff",
          "%00",
          " ",
          "\n",
          "\u00e9",
          "\ud800",
          "320x180",
          "@5",
          "transport",
          "timeout",
          "udp",
          "5s",
          "size",
          "fps",
          "format",
          "label",
          "option.x",
          "property.10",
          "loop",
          "true",
          "-1",
          "99999999999",
          SECRET,
          SECRET);
  private static final List<String> WHOLE =
      List.of(
          "rtsp://user:" + SECRET + "@127.0.0.1/a?pwd=" + SECRET + "#transport=udp&timeout=5s",
          "http://user:" + SECRET + "@127.0.0.1:80/a?pwd=" + SECRET + "#timeout=5s",
          "file:/films/" + SECRET + ".mp4#loop=true&option.x=" + SECRET,
          "webcam:" + SECRET + "#size=1280x720&fps=30&format=mjpeg&property.10=1",
          "test:320x180@5#label=" + SECRET + "&hue=20");

  private final Random random = new Random(20240117);
  private int sources;

  @Test
  void anyTextGivesASourceOrAnErrorWithoutSecrets() {
    for (int i = 0; i < 5_000; i++) {
      check(i % 2 == 0 ? pieces() : mutated());
    }
    assertThat(sources).isGreaterThan(200);
  }

  private void check(String text) {
    try {
      assertThat(FrameSources.of(text)).isNotNull();
      sources++;
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).as(text).isNotBlank().doesNotContain(SECRET);
      assertThat(e.getMessage().lines()).as(text).hasSize(1);
      assertThat(e.getCause()).as(text).isNull();
    }
  }

  private String pieces() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private String mutated() {
    StringBuilder text = new StringBuilder(WHOLE.get(random.nextInt(WHOLE.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length());
      // The secret itself stays, or nobody could tell it.
      if (text.substring(Math.max(0, at - 5), Math.min(text.length(), at + 6)).contains("3")) {
        text.insert(0, random.nextBoolean() ? "" : " ");
      } else if (random.nextBoolean()) {
        text.deleteCharAt(at);
      } else {
        text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
