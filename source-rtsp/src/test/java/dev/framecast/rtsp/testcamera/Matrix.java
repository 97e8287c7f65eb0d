package dev.framecast.rtsp.testcamera;

import java.awt.image.BufferedImage;

/** RGB to limited-range YCbCr, by the formulas of the standards and not by FFmpeg. */
public enum Matrix {
  /** What HD cameras send. */
  BT709(0.2126, 0.0722, 1),
  /** What SD cameras send; 6 is SMPTE 170M. */
  BT601(0.299, 0.114, 6);

  private final double red;
  private final double blue;
  private final int code;

  Matrix(double red, double blue, int code) {
    this.red = red;
    this.blue = blue;
    this.code = code;
  }

  /** The number that H.264 has for it. */
  public int code() {
    return code;
  }

  /** The planes Y, Cb, Cr of the picture, 4:2:0, each without padding; even sizes only. */
  public byte[][] planes(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] y = new byte[width * height];
    byte[] cb = new byte[y.length / 4];
    byte[] cr = new byte[y.length / 4];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int rgb = picture.getRGB(column, row);
        double r = ((rgb >> 16) & 255) / 255.0;
        double g = ((rgb >> 8) & 255) / 255.0;
        double b = (rgb & 255) / 255.0;
        double luma = red * r + (1 - red - blue) * g + blue * b;
        y[row * width + column] = (byte) Math.round(16 + 219 * luma);
        if ((row & 1) == 0 && (column & 1) == 0) {
          int at = row / 2 * (width / 2) + column / 2;
          cb[at] = (byte) Math.round(128 + 112 * (b - luma) / (1 - blue));
          cr[at] = (byte) Math.round(128 + 112 * (r - luma) / (1 - red));
        }
      }
    }
    return new byte[][] {y, cb, cr};
  }
}
