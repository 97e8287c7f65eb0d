package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import org.junit.jupiter.api.Test;
import org.opencv.videoio.Videoio;

class WebcamSourceTest {

  @Test
  void theDescriptionIsTheDevice() {
    assertThat(WebcamSource.of(2).description()).isEqualTo("webcam:2");
    assertThat(WebcamSource.builder("C920").build().description()).isEqualTo("webcam:C920");
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
    assertThat(FourCc.text(WebcamSource.Format.MJPEG.code())).isEqualTo("MJPG");
    assertThat(FourCc.text(-1)).isEmpty();
    assertThat(FourCc.text(WebcamSource.Format.Y16.code())).isEqualTo("Y16");
  }

  @Test
  void bothNamesOfJpegsAreUnderstoodAndStreamsAreNot() {
    assertThat(WebcamSource.Format.of(FourCc.of("JPEG"))).isEqualTo(WebcamSource.Format.MJPEG);
    assertThat(WebcamSource.Format.of(FourCc.of("GREY"))).isEqualTo(WebcamSource.Format.GREY);
    assertThat(WebcamSource.Format.of(FourCc.H264)).isNull();
    assertThat(FourCc.isStream(FourCc.text(FourCc.H264))).isTrue();
    assertThat(new Webcam.Mode("hevc", 640, 480, 30).isTaken()).isFalse();
    assertThat(new Webcam.Mode("", 640, 480, 30).isTaken()).isTrue();
  }
}
