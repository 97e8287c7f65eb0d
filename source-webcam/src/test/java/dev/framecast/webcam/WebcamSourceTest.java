package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.videoio.Videoio;

class WebcamSourceTest {

  @Test
  void theDescriptionIsTheDevice() {
    assertThat(WebcamSource.of(2).description()).isEqualTo("webcam:2");
    assertThat(WebcamSource.parse("C920?size=1920x1080&fps=15&format=yuyv").description())
        .isEqualTo("webcam:C920");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0?",
        "0?size=1",
        "0?size=0x5",
        "0?size=axb",
        "0?fps=0",
        "0?fps=x",
        "0?format=h264",
        "0?nonsense=1"
      })
  void whatIsNotUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> WebcamSource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  @Test
  void sizesAndFormatsAreNoProperties() {
    assertThatThrownBy(() -> WebcamSource.builder(0).property(Videoio.CAP_PROP_FRAME_WIDTH, 640))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(WebcamSource.builder(0).property(Videoio.CAP_PROP_BRIGHTNESS, 10).build())
        .isNotNull();
    assertThatThrownBy(() -> WebcamSource.of(-1)).hasMessageContaining("-1");
  }

  @Test
  void aCameraThatDoesNotExistIsSaidSo() throws Exception {
    // On Linux there is no such node; elsewhere no such index.
    try (FrameSession session = WebcamSource.of(9_999).open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("9999");
    }
  }

  @Test
  void fourLettersAreANumber() {
    assertThat(OpenCvCapture.text(WebcamSource.Format.MJPEG.code())).isEqualTo("MJPG");
    assertThat(OpenCvCapture.text(-1)).isEmpty();
  }
}
