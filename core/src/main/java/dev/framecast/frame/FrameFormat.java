package dev.framecast.frame;

/** What the bytes of a {@link Frame} are. More formats will come: a switch needs a default. */
public enum FrameFormat {
  /** A complete JPEG. */
  JPEG(0),

  /**
   * Pixels without any compression: blue, green and red, a byte each, row by row from the top left,
   * without gaps. What OpenCV calls {@code CV_8UC3}.
   */
  BGR24(3),

  /**
   * Brightness alone, a byte a pixel from 0 (black) to 255 (white), row by row from the top left,
   * without gaps. What OpenCV calls {@code CV_8UC1}.
   */
  GRAY8(1);

  private final int bytesPerPixel;

  FrameFormat(int bytesPerPixel) {
    this.bytesPerPixel = bytesPerPixel;
  }

  /** Whether the bytes are pixels, so that their number follows from the size of the picture. */
  public boolean isRaw() {
    return bytesPerPixel > 0;
  }

  /**
   * Bytes of a picture of that size.
   *
   * @throws IllegalStateException for a format that {@linkplain #isRaw() is not raw}
   * @throws ArithmeticException when there are more than an {@code int} can count
   */
  public int bytes(int width, int height) {
    if (!isRaw()) {
      throw new IllegalStateException(this + ": the size of a picture does not tell its bytes");
    }
    return Math.multiplyExact(Math.multiplyExact(width, height), bytesPerPixel);
  }
}
