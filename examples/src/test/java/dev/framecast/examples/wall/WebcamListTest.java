package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.webcam.Webcam;
import dev.framecast.webcam.Webcam.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebcamListTest {

  @Test
  void modesThatAreNeverChosenAreListedAndSaidToBeSo() {
    Webcam webcam =
        new Webcam(
            2,
            "/dev/video2",
            "C930e",
            List.of(new Mode("mjpeg", 1280, 720, 30), new Mode("h264", 1920, 1080, 30)),
            "");
    assertThat(WebcamList.of(List.of(webcam)))
        .containsExactly(
            "webcam:2  /dev/video2  C930e",
            "    1280x720  30 fps  mjpeg",
            "    1920x1080  30 fps  h264 (not decoded here, never chosen)");
  }

  @Test
  void whatCannotBeOpenedIsListedWithItsProblem() {
    Webcam webcam = new Webcam(0, "/dev/video0", "", List.of(), "in use by another program");
    assertThat(WebcamList.of(List.of(webcam)))
        .containsExactly("webcam:0  /dev/video0", "    in use by another program");
    assertThat(WebcamList.of(List.of())).containsExactly("no webcams");
  }
}
