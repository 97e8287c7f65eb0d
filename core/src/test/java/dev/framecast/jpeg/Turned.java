package dev.framecast.jpeg;

import java.awt.image.BufferedImage;

/** Turned pictures, pixel by pixel: what all faster ways are held against. */
public final class Turned {
  private Turned() {}

  /** A picture of which no two corners are alike: left darker, the lower right corner red. */
  public static BufferedImage corners(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean red = x > width * 3 / 4 && y > height / 2;
        int grey = 40 + 180 * x / width;
        int blue = 30 + 200 * y / height;
        image.setRGB(x, y, red ? 0xE01010 : grey << 16 | (grey / 2 + 20) << 8 | blue);
      }
    }
    return image;
  }

  /** The picture turned. */
  public static BufferedImage of(BufferedImage picture, Turn turn) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage turned =
        new BufferedImage(
            turn.transposes() ? height : width,
            turn.transposes() ? width : height,
            BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int toX =
            switch (turn) {
              case NONE, UPSIDE_DOWN -> x;
              case FLIPPED, HALF -> width - 1 - x;
              case TRANSPOSED, LEFT -> y;
              case RIGHT, TRANSVERSED -> height - 1 - y;
            };
        int toY =
            switch (turn) {
              case NONE, FLIPPED -> y;
              case HALF, UPSIDE_DOWN -> height - 1 - y;
              case TRANSPOSED, RIGHT -> x;
              case LEFT, TRANSVERSED -> width - 1 - x;
            };
        turned.setRGB(toX, toY, picture.getRGB(x, y));
      }
    }
    return turned;
  }
}
