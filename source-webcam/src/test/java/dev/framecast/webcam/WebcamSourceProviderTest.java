package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebcamSourceProviderTest {

  @ParameterizedTest
  @CsvSource({
    "webcam:0, webcam:0",
    "webcam:C920#size=1920x1080&fps=15&format=yuyv&property.10=0.5, webcam:C920",
    "webcam:/dev/v4l/by-id/usb-HD%231, webcam:/dev/v4l/by-id/usb-HD#1",
    "webcam:HD Camera: HD, webcam:HD Camera: HD",
    "webcam:/dev/v4l/by-path/pci-0000:00:14.0-usb-0:5:1.0-video-index0#format=grey, webcam:/dev/v4l/by-path/pci-0000:00:14.0-usb-0:5:1.0-video-index0",
    "webcam:pci-0000:00:14.0-usb-0:5:1.0-video-index0#format=bgr3, webcam:pci-0000:00:14.0-usb-0:5:1.0-video-index0"
  })
  void addressesAreUnderstood(String address, String description) {
    assertThat(FrameSources.of(address).description()).isEqualTo(description);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webcam: | must be webcam:DEVICE, which is an index, a path or a name",
        "webcam:0?size=1280x720 | settings follow a #",
        "webcam:0#size=secret | must be WIDTHxHEIGHT, such as 1280x720",
        "webcam:0#size=0x5 | sides must be 1 to 65535",
        "webcam:0#fps=0 | must be more than 0, at most 1000",
        "webcam:0#fps=secret | must be a number such as",
        "webcam:0#format=h264 | must be one of mjpeg, yuyv, nv12",
        "webcam:0#property.3=1 | size, fps and format have methods of their own",
        "webcam:0#property.secret=1 | NUMBER must be OpenCV's, and the value a number",
        "webcam:0#secret=1 | must be one of size, fps, format, property.NUMBER",
      })
  void whatIsNotUnderstoodIsRefusedAndNotRepeated(String address, String problem) {
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }
}
