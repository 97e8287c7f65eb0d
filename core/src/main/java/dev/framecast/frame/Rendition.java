package dev.framecast.frame;

/**
 * One form in which a camera's picture is wanted. Viewers who want the same rendition share one
 * JPEG, so the number of renditions is kept small: see {@link Ladder}.
 *
 * @param width pixels at most, or 0 for the camera's own width; the height follows from the
 *     camera's aspect, and a picture is never enlarged
 * @param quality 1 (worst) to 100 on libjpeg's scale, or 0 for the source's own choice: the
 *     camera's JPEG untouched where it sends one, else 80
 */
public record Rendition(int width, int quality) {

  /** The camera's own size and quality. */
  public static final Rendition SOURCE = new Rendition(0, 0);

  /** The quality that encoders use where the rendition leaves it to them. */
  public static final int DEFAULT_QUALITY = 80;

  public Rendition {
    if (width < 0 || width > 65_535) {
      throw new IllegalArgumentException(
          "width " + width + ": must be 0 (the camera's own) to 65535");
    }
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException(
          "quality " + quality + ": must be 0 (the source's own) to 100");
    }
  }

  /** The quality for an encoder: {@link #quality()}, or the default where that is 0. */
  public int encoderQuality() {
    return quality == 0 ? DEFAULT_QUALITY : quality;
  }

  /**
   * Whether a picture of this width, which the camera sent as a JPEG, can be handed on as it is.
   */
  public boolean isMetBySource(int sourceWidth) {
    return quality == 0 && (width == 0 || width >= sourceWidth);
  }
}
