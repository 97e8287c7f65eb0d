package dev.framecast.benchmarks.codec;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/**
 * How near a JPEG comes to the picture that it is of, over red, green and blue, in decibels: some
 * 40 is what a good JPEG has, and wrong colours are below 30. Without it a way that makes small,
 * poor JPEGs looks like a quick one.
 */
final class Psnr {
  private Psnr() {}

  /**
   * Compares.
   *
   * @param truth blue, green, red
   */
  static double of(byte[] jpeg, ByteBuffer truth, int width, int height) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    if (image == null || image.getWidth() != width || image.getHeight() != height) {
      throw new IOException("a way made no JPEG of " + width + "x" + height);
    }
    ByteBuffer pixels = truth.duplicate().clear();
    int[] row = new int[width];
    long squares = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int rgb : row) {
        squares += square(rgb, pixels) + square(rgb >> 8, pixels) + square(rgb >> 16, pixels);
      }
    }
    double mean = (double) squares / width / height / 3;
    return 10 * Math.log10(255 * 255 / mean);
  }

  private static int square(int value, ByteBuffer pixels) {
    int difference = (value & 255) - (pixels.get() & 255);
    return difference * difference;
  }
}
