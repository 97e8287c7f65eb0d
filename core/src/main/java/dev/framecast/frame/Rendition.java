package dev.framecast.frame;

import java.util.Objects;

/**
 * One form in which a camera's picture is wanted. Viewers who want the same rendition share its
 * frames, so the number of renditions is kept small: see {@link Ladder}. Immutable.
 */
public final class Rendition {
  /** The camera's own size and quality, as a JPEG. */
  public static final Rendition SOURCE = jpeg(0, 0);

  /**
   * Video as the camera sends it, H.264 or H.265, never decoded nor encoded here: see {@link
   * #video}.
   */
  public static final Rendition VIDEO = video(0);

  /** The quality that encoders use where the rendition leaves it to them. */
  public static final int DEFAULT_QUALITY = 80;

  private final FrameFormat format;
  private final int width;
  private final int quality;

  private Rendition(FrameFormat format, int width, int quality) {
    if (width < 0 || width > 65_535) {
      throw new IllegalArgumentException(
          "width " + width + ": must be 0 (the camera's own) to 65535");
    }
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException(
          "quality " + quality + ": must be 0 (the source's own) to 100");
    }
    this.format = format;
    this.width = width;
    this.quality = quality;
  }

  /**
   * {@return the rendition as JPEGs of that size and quality}
   *
   * @param width pixels at most, or 0 for the camera's own width; the height follows from the
   *     camera's aspect, and a picture is never enlarged
   * @param quality 1 (worst) to 100 on libjpeg's scale, or 0 for the source's own choice: the
   *     camera's JPEG untouched where it sends one, else 80
   */
  public static Rendition jpeg(int width, int quality) {
    return new Rendition(FrameFormat.JPEG, width, quality);
  }

  /**
   * {@return the rendition as pixels in colour: {@link FrameFormat#BGR24}}
   *
   * @param width as in {@link #jpeg}
   */
  public static Rendition bgr24(int width) {
    return new Rendition(FrameFormat.BGR24, width, 0);
  }

  /**
   * {@return the rendition as pixels in grey: {@link FrameFormat#GRAY8}}
   *
   * @param width as in {@link #jpeg}
   */
  public static Rendition gray8(int width) {
    return new Rendition(FrameFormat.GRAY8, width, 0);
  }

  /**
   * {@return the rendition as video as the camera sends it, untouched} All who watch it share it,
   * whatever they show it at.
   *
   * @param width pixels at which it will be shown, or 0 for all there are: a camera that has a
   *     smaller stream of the same pictures sends that if it is enough for everybody
   */
  public static Rendition video(int width) {
    return new Rendition(FrameFormat.H264, width, 0);
  }

  /** {@return whether it is the camera's own video} */
  public boolean isVideo() {
    return format.isVideo();
  }

  /**
   * {@return what its frames are made of} Of video it is {@link FrameFormat#H264}, though the
   * camera may send H.265, and slates are JPEGs: each frame says what it is.
   */
  public FrameFormat format() {
    return format;
  }

  /** {@return pixels at most, or 0 for the camera's own width} */
  public int width() {
    return width;
  }

  /** {@return 1 to 100, or 0 for the source's own choice and for formats that have none} */
  public int quality() {
    return quality;
  }

  /** {@return the quality for an encoder: {@link #quality()}, or the default where that is 0} */
  public int encoderQuality() {
    return quality == 0 ? DEFAULT_QUALITY : quality;
  }

  /**
   * {@return whether a picture of this width, which the camera sent as a JPEG, can be handed on as
   * it is}
   *
   * @param sourceWidth pixels
   */
  public boolean isMetBySource(int sourceWidth) {
    return format == FrameFormat.JPEG && quality == 0 && (width == 0 || width >= sourceWidth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rendition that
        && format == that.format
        && width == that.width
        && quality == that.quality;
  }

  @Override
  public int hashCode() {
    return Objects.hash(format, width, quality);
  }

  /** Such as {@code JPEG 640 wide, quality 80}. */
  @Override
  public String toString() {
    return (isVideo() ? "video" : format)
        + (width == 0 ? "" : " " + width + " wide")
        + (quality == 0 ? "" : ", quality " + quality);
  }
}
