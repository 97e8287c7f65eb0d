package dev.framecast.frame;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What a decoder must know of video before its first frame, and a viewer would like to know. The
 * same object for all frames that it is true of; a camera that changes its size or its parameter
 * sets begins anew with another one, at a key frame. Immutable; any thread.
 */
public final class VideoFormat {
  private final FrameFormat format;
  private final String codec;
  private final int width;
  private final int height;
  private final ByteBuffer parameterSets;
  private final boolean reordered;

  /**
   * What a decoder must know of a stream.
   *
   * @param format {@link FrameFormat#H264} or {@link FrameFormat#H265}
   * @param codec its name by RFC 6381, such as {@code avc1.4d401f} or {@code hev1.1.6.L93.B0}
   * @param width pixels, after cropping
   * @param height pixels, after cropping
   * @param parameterSets all that are in force, each behind a start code of four bytes; copied
   * @param reordered whether frames are shown in another order than they are decoded in
   */
  public VideoFormat(
      FrameFormat format,
      String codec,
      int width,
      int height,
      ByteBuffer parameterSets,
      boolean reordered) {
    if (!format.isVideo()) {
      throw new IllegalArgumentException("format " + format + ": must be H264 or H265");
    }
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ": must be 1 pixel or more each way");
    }
    this.format = format;
    this.codec = Objects.requireNonNull(codec, "codec");
    this.width = width;
    this.height = height;
    ByteBuffer copy = ByteBuffer.allocate(parameterSets.remaining());
    this.parameterSets = copy.put(parameterSets.duplicate()).flip().asReadOnlyBuffer();
    this.reordered = reordered;
  }

  /** {@return H.264 or H.265} */
  public FrameFormat format() {
    return format;
  }

  /**
   * {@return the codec's name by RFC 6381, which is what browsers are asked with whether they know
   * it}
   */
  public String codec() {
    return codec;
  }

  /** {@return pixels across, after cropping} */
  public int width() {
    return width;
  }

  /** {@return pixels down, after cropping} */
  public int height() {
    return height;
  }

  /**
   * {@return all parameter sets that are in force (VPS, SPS, PPS), each behind a start code of four
   * bytes, as they stand in each key frame} Read-only; a view of its own for each caller.
   */
  public ByteBuffer parameterSets() {
    return parameterSets.duplicate();
  }

  /** {@return whether frames are shown in another order than they are decoded in (B frames)} */
  public boolean isReordered() {
    return reordered;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VideoFormat that
        && format == that.format
        && codec.equals(that.codec)
        && width == that.width
        && height == that.height
        && reordered == that.reordered
        && parameterSets.equals(that.parameterSets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(format, codec, width, height, reordered);
  }

  /** Such as {@code H264 avc1.4d401f 1920x1080}. */
  @Override
  public String toString() {
    return format + " " + codec + " " + width + "x" + height;
  }
}
