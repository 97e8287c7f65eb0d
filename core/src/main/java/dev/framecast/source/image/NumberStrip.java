package dev.framecast.source.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * A number drawn for machines, in a strip along the lower edge (a twelfth of the height) of 28
 * cells of equal width, white for 1 and black for 0: <code>1 0</code>, 24 bits beginning with the
 * highest, a bit that makes the number of ones among these 25 even, <code>1</code>.
 */
final class NumberStrip {
  static final int BITS = 24;
  private static final int CELLS = BITS + 4;
  private static final int MIN_CONTRAST = 64;

  private NumberStrip() {}

  static int height(int imageHeight) {
    return imageHeight / 12;
  }

  static void draw(Graphics2D g, int width, int height, int number) {
    int bits = number & ((1 << BITS) - 1);
    int cells = (0b10 << BITS) | bits;
    cells = (cells << 2) | ((Integer.bitCount(bits) & 1) << 1) | 1;
    int top = height - height(height);
    for (int i = 0; i < CELLS; i++) {
      g.setColor(((cells >> (CELLS - 1 - i)) & 1) == 1 ? Color.WHITE : Color.BLACK);
      int left = i * width / CELLS;
      g.fillRect(left, top, (i + 1) * width / CELLS - left, height - top);
    }
  }

  /** The number, or -1 if there is none to be read. */
  static int read(BufferedImage image) {
    if (image.getWidth() < 2 * CELLS || height(image.getHeight()) < 3) {
      return -1;
    }
    int white = brightness(image, 0);
    int black = brightness(image, 1);
    if (white - black < MIN_CONTRAST) {
      return -1;
    }
    int cells = 0;
    for (int i = 0; i < CELLS; i++) {
      cells = (cells << 1) | (brightness(image, i) > (white + black) / 2 ? 1 : 0);
    }
    int checked = (cells >> 1) & ((1 << (BITS + 1)) - 1);
    boolean framed = cells >> (CELLS - 2) == 0b10 && (cells & 1) == 1;
    return framed && (Integer.bitCount(checked) & 1) == 0 ? checked >> 1 : -1;
  }

  /** Green will do; the mean of a few pixels in the middle of the cell. */
  private static int brightness(BufferedImage image, int cell) {
    int x = (int) ((cell + 0.5) * image.getWidth() / CELLS);
    int y = (int) (image.getHeight() * (1 - 1 / 24.0));
    int sum = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        sum += (image.getRGB(x + dx, y + dy) >> 8) & 0xFF;
      }
    }
    return sum / 9;
  }
}
