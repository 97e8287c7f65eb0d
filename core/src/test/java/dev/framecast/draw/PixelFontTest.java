package dev.framecast.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PixelFontTest {
  private static BufferedImage draw(String text, int square) {
    BufferedImage image =
        new BufferedImage(
            Math.max(1, PixelFont.width(text, square)),
            PixelFont.height(square),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    PixelFont.draw(g, text, 0, 0, square);
    g.dispose();
    return image;
  }

  private static String rows(String letter) {
    BufferedImage image = draw(letter, 1);
    StringBuilder rows = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        rows.append((image.getRGB(x, y) & 1) == 1 ? '#' : '.');
      }
      rows.append('\n');
    }
    return rows.toString();
  }

  @Test
  void aLetterIsDrawnInSquares() {
    assertThat(rows("T")).isEqualTo("#####\n..#..\n..#..\n..#..\n..#..\n..#..\n..#..\n");
    assertThat(rows("L")).isEqualTo("#....\n#....\n#....\n#....\n#....\n#....\n#####\n");
  }

  @Test
  void lettersDifferFromEachOther() {
    Set<String> seen = new HashSet<>();
    for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-+/()[]'\"!?%=_#@&*<>".toCharArray()) {
      assertThat(seen.add(rows(String.valueOf(c)))).as("%s looks like another", c).isTrue();
    }
  }

  @Test
  void lowerCaseIsDrawnAsUpperCaseAndTheUnknownAsAQuestionMark() {
    assertThat(rows("q")).isEqualTo(rows("Q"));
    for (String unknown :
        new String[] {"\u00e9", "\u30ab", "~", "\u0000", "\n", "\u007f", "\uffff"}) {
      assertThat(rows(unknown)).isEqualTo(rows("?"));
    }
  }

  @Test
  void widthAndHeightAreThoseOfWhatIsDrawn() {
    assertThat(PixelFont.width("", 3)).isZero();
    assertThat(PixelFont.width("AB", 3)).isEqualTo(33);
    assertThat(PixelFont.height(3)).isEqualTo(21);
    BufferedImage image = draw("HH", 3);
    assertThat(image.getRGB(0, 0) & 1).isOne();
    assertThat(image.getRGB(32, 20) & 1).isOne();
    assertThat(image.getRGB(16, 10) & 1).as("between the letters").isZero();
  }

  @Test
  void whatIsOutsideOfThePictureIsLeftOut() {
    BufferedImage image = new BufferedImage(16, 9, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    PixelFont.draw(g, "X".repeat(5_000), -20, -3, 2);
    g.dispose();
    int[] pixels = image.getRGB(0, 0, 16, 9, null, 0, 16);
    assertThat(Arrays.stream(pixels).map(pixel -> pixel & 1).sum()).isPositive();
  }
}
