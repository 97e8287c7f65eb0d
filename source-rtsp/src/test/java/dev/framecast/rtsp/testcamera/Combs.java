package dev.framecast.rtsp.testcamera;

import java.awt.image.BufferedImage;

/** How much of a picture has lines of two moments. */
public final class Combs {
  private static final int STEP = 24;

  private Combs() {}

  /**
   * Of how many pixels in a thousand the lines above and below are like each other, and unlike the
   * pixel's own.
   */
  public static double perMille(BufferedImage picture) {
    long combed = 0;
    for (int y = 1; y < picture.getHeight() - 1; y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int above = picture.getRGB(x, y - 1) >> 8 & 255;
        int here = picture.getRGB(x, y) >> 8 & 255;
        int below = picture.getRGB(x, y + 1) >> 8 & 255;
        boolean tooth =
            Math.abs(above - here) > STEP
                && Math.abs(below - here) > STEP
                && Math.abs(above - below) < STEP / 2;
        combed += tooth ? 1 : 0;
      }
    }
    return 1_000.0 * combed / ((picture.getHeight() - 2) * (long) picture.getWidth());
  }
}
