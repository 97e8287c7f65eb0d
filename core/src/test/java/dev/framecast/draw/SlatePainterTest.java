package dev.framecast.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlatePainterTest {
  private static final String LONG =
      "no route to host ".repeat(200) + "x".repeat(2_000) + "\n\n\u0000";

  private static BufferedImage picture(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color.getRGB());
      }
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 640, 360",
    "1920, 640, 360",
    "320, 320, 180",
    "160, 160, 90",
    "16, 16, 9",
    "1, 16, 9"
  })
  void withoutAPictureItHasTheUsualShape(int wanted, int width, int height) {
    BufferedImage slate = SlatePainter.paint(null, wanted, LONG, LONG, LONG);
    assertThat(slate.getWidth()).isEqualTo(width);
    assertThat(slate.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 0, 640, 360",
    "1920, 1080, 320, 320, 180",
    "320, 240, 0, 320, 240",
    "320, 240, 1920, 320, 240",
    "16, 9, 0, 16, 9",
    "1, 1, 0, 16, 16",
    "3000, 1, 0, 640, 9",
    "1, 3000, 0, 16, 2000",
  })
  void withAPictureItHasThatOnesShape(int w, int h, int wanted, int width, int height) {
    BufferedImage last = SlatePainter.backdrop(picture(w, h, Color.RED));
    BufferedImage slate = SlatePainter.paint(last, wanted, LONG, LONG, LONG);
    assertThat(slate.getWidth()).isEqualTo(width);
    assertThat(slate.getHeight()).isEqualTo(height);
  }

  @Test
  void thePictureBehindIsGreyAndDark() {
    BufferedImage last = SlatePainter.backdrop(picture(640, 360, Color.YELLOW));
    Color pixel = new Color(SlatePainter.paint(last, 0, "", "", "").getRGB(600, 340));
    assertThat(Math.abs(pixel.getRed() - pixel.getBlue())).isLessThan(10);
    assertThat(pixel.getRed()).isLessThan(120);
    Color ground = new Color(SlatePainter.paint(null, 0, "", "", "").getRGB(600, 340));
    assertThat(pixel.getRed()).as("there is a picture").isGreaterThan(ground.getRed());
  }

  @Test
  void itSaysWhatIsTheMatter() {
    BufferedImage plain = SlatePainter.paint(null, 0, "", "", "");
    BufferedImage title = SlatePainter.paint(null, 0, "door", "", "");
    BufferedImage state = SlatePainter.paint(null, 0, "", "offline", "");
    BufferedImage details = SlatePainter.paint(null, 0, "", "", "why");
    assertThat(topOfDifference(plain, title)).isBetween(0, 60);
    assertThat(topOfDifference(plain, state)).isBetween(100, 140);
    assertThat(topOfDifference(plain, details)).isGreaterThan(topOfDifference(plain, state));
  }

  private static int topOfDifference(BufferedImage a, BufferedImage b) {
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        if (a.getRGB(x, y) != b.getRGB(x, y)) {
          return y;
        }
      }
    }
    return -1;
  }

  @Test
  void textIsWrappedAtBlanks() {
    assertThat(SlatePainter.wrap("no route to host", 8)).containsExactly("no route", "to host");
    assertThat(SlatePainter.wrap("no route to host", 9)).containsExactly("no route", "to host");
    assertThat(SlatePainter.wrap("one\ntwo", 80)).containsExactly("one", "two");
    assertThat(SlatePainter.wrap("", 80)).containsExactly("");
  }

  @Test
  void longWordsAreCut() {
    assertThat(SlatePainter.wrap("abcdefgh ij", 3)).containsExactly("abc", "def", "gh", "ij");
    assertThat(SlatePainter.wrap("abc", 0)).containsExactly("a", "b", "c");
    assertThat(SlatePainter.wrap(LONG, 20)).allMatch(line -> line.length() <= 20);
  }
}
