package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:geheim@10.0.0.7/h264, rtsp://10.0.0.7/h264",
    "no route to rtsp://admin:p@ss@10.0.0.7:554/ ever, no route to rtsp://10.0.0.7:554/ ever",
    "http://cam/mjpeg?user=admin&pwd=geheim&size=2, http://cam/mjpeg?user=***&pwd=***&size=2",
    "http://cam/?Token=geheim: refused, http://cam/?Token=***",
    "both rtsp://a:geheim@x/ and rtsp://b:geheim@y/, both rtsp://x/ and rtsp://y/",
  })
  void credentialsAreTakenOut(String text, String hidden) {
    assertThat(Secrets.hide(text))
        .startsWith(hidden)
        .doesNotContain("geheim")
        .doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody answers at rtsp://10.0.0.7:554/stream",
        "http://cam/mjpeg?width=640&fps=5",
        "mail to root@example.org",
        "a = b"
      })
  void otherTextStays(String text) {
    assertThat(Secrets.hide(text)).isEqualTo(text);
  }
}
