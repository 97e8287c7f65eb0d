package dev.framecast.jpeg;

/**
 * A grey picture that is laid over the upper left corner of others. Immutable as long as its array
 * is left alone.
 */
public final class Overlay {
  private final int width;
  private final int height;
  private final byte[] luma;

  /**
   * A picture of that size.
   *
   * @param width more than 0
   * @param height more than 0
   * @param luma row by row, 0 for black to 255 for white; kept, not copied
   * @throws IllegalArgumentException when the array has not one byte for each pixel, or none
   */
  public Overlay(int width, int height, byte[] luma) {
    if (width < 1 || height < 1 || luma.length != (long) width * height) {
      throw new IllegalArgumentException(
          "an overlay of " + width + "x" + height + " pixels in " + luma.length + " bytes");
    }
    this.width = width;
    this.height = height;
    this.luma = luma;
  }

  /** {@return pixels across} */
  public int width() {
    return width;
  }

  /** {@return pixels down} */
  public int height() {
    return height;
  }

  /**
   * {@return the pixel there, or the nearest one of the edge for what is beyond}
   *
   * @param x from the left
   * @param y from above
   */
  public int at(int x, int y) {
    return luma[Math.min(y, height - 1) * width + Math.min(x, width - 1)] & 0xFF;
  }
}
