package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ColourTest {

  @ParameterizedTest
  @CsvSource({
    "BT709, 640, 480, 0",
    "BT601, 640, 480, 0",
    "BT709, 1280, 720, 0",
    "BT709, 640, 480, 320",
    "BT601, 640, 480, 320",
    "BT709, 640, 480, 321",
    "BT601, 640, 480, 321"
  })
  void redWhiteAndBlackStayWhatTheyAre(Matrix matrix, int width, int height, int wanted)
      throws Exception {
    Clip clip = Clip.h264(width, height, 5, matrix, Painter.BARS);
    try (TestCamera camera = new TestCamera(clip);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      BufferedImage image = Shots.image(Shots.next(session, Rendition.jpeg(wanted, 95)));
      assertColour(image, 1, Color.RED);
      assertColour(image, 3, Color.WHITE);
      assertColour(image, 5, Color.BLACK);
    }
  }

  private static void assertColour(BufferedImage image, int sixth, Color expected) {
    int x = image.getWidth() * sixth / 6;
    Color seen = new Color(image.getRGB(x, image.getHeight() / 2));
    assertThat(
            Math.max(
                Math.abs(seen.getRed() - expected.getRed()),
                Math.max(
                    Math.abs(seen.getGreen() - expected.getGreen()),
                    Math.abs(seen.getBlue() - expected.getBlue()))))
        .as("%s for %s", seen, expected)
        .isLessThanOrEqualTo(3);
  }
}
