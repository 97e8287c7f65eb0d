package dev.framecast.examples.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScenePainterTest {
  private static ScenePainter small(SceneName name) {
    return new ScenePainter(name.scene(), 160, 90);
  }

  private static ByteBuffer pixels(BufferedImage image) {
    DataBufferByte data = (DataBufferByte) image.getRaster().getDataBuffer();
    return ByteBuffer.wrap(data.getData().clone());
  }

  @ParameterizedTest
  @EnumSource
  void theSameMomentIsTheSamePictureWhateverWasPaintedBefore(SceneName name) {
    ScenePainter busy = small(name);
    for (double moment : new double[] {0.5, 250, 12.25, 1_000_003}) {
      ByteBuffer picture = pixels(busy.paint(moment));
      busy.paint(moment + 200); // by night, where there is one
      assertThat(pixels(busy.paint(moment))).isEqualTo(picture);
      assertThat(pixels(small(name).paint(moment))).isEqualTo(picture);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondLaterThePictureIsAnother(SceneName name) {
    ScenePainter painter = small(name);
    ByteBuffer before = pixels(painter.paint(0));
    for (int second = 1; second < 400; second++) {
      ByteBuffer picture = pixels(painter.paint(second));
      assertThat(picture).as("after %d s", second).isNotEqualTo(before);
      before = picture;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "160, 90",
    "640, 360",
    "1280, 720",
    "1024, 768",
    "320, 2160",
    "3840, 90",
    "3840, 2160"
  })
  void everySizeIsFilledAndMoves(int width, int height) {
    for (SceneName name : SceneName.values()) {
      ScenePainter painter = new ScenePainter(name.scene(), width, height);
      ByteBuffer before = pixels(painter.paint(20));
      BufferedImage image = painter.paint(22);
      assertThat(image.getWidth()).isEqualTo(width);
      assertThat(image.getHeight()).isEqualTo(height);
      assertThat(pixels(image)).as("%s", name).isNotEqualTo(before);
      for (int x : new int[] {0, width - 1}) {
        for (int y : new int[] {0, height - 1}) {
          assertThat(image.getRGB(x, y) & 0xFFFFFF).as("%s at %d,%d", name, x, y).isNotZero();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyClockWillDo(SceneName name) {
    ScenePainter painter = small(name);
    for (double moment : new double[] {-1e9, -0.5, 253_402_300_800.0}) { // the last is in 10000
      ByteBuffer before = pixels(painter.paint(moment));
      assertThat(pixels(painter.paint(moment + 2))).as("at %s", moment).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"90, 270", "450, 630"})
  void onTheStreetDayTurnsIntoDusk(double day, double dusk) {
    ScenePainter painter = small(SceneName.STREET);
    assertThat(brightness(painter.paint(dusk))).isLessThan(0.7 * brightness(painter.paint(day)));
  }

  private static double brightness(BufferedImage image) {
    double sum = 0;
    for (byte value : pixels(image).array()) {
      sum += value & 0xFF;
    }
    return sum;
  }
}
