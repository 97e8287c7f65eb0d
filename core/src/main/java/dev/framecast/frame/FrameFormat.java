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
  GRAY8(1),

  /**
   * One access unit of H.264, that is one picture as the camera has encoded it, as browsers want
   * it: NAL units behind start codes of four bytes (Annex B of the standard), parameter sets in
   * every key frame, and nothing in it that a decoder can do without. See {@link VideoFormat}.
   */
  H264(0),

  /** The same of H.265. */
  H265(0);

  private final int bytesPerPixel;

  FrameFormat(int bytesPerPixel) {
    this.bytesPerPixel = bytesPerPixel;
  }

  /**
   * {@return whether the bytes are pixels, so that their number follows from the size of the
   * picture}
   */
  public boolean isRaw() {
    return bytesPerPixel > 0;
  }

  /**
   * {@return whether a frame can be understood only together with those before it, from a
   * {@linkplain Frame#isKey() key frame} on}
   */
  public boolean isVideo() {
    return this == H264 || this == H265;
  }

  /** {@return this format's name in HTTP and MIME, such as {@code image/jpeg}} */
  public String contentType() {
    return switch (this) {
      case JPEG -> "image/jpeg";
      case H264 -> "video/h264";
      case H265 -> "video/h265";
      case BGR24, GRAY8 -> "application/octet-stream";
    };
  }

  /**
   * {@return the number of bytes of a picture of that size}
   *
   * @param width pixels across
   * @param height pixels down
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
