package dev.framecast.encode;

import java.nio.ByteBuffer;

/**
 * A picture that is not coded, as webcams and screens give it. The rows follow each other without
 * gaps.
 *
 * @param layout how the pixels lie in memory
 * @param width pixels, even where the layout shares colours between neighbours
 * @param height pixels, likewise
 * @param pixels a direct buffer that holds the picture from index 0 on; position and limit are of
 *     no importance. It belongs to whoever made it, and is only read
 */
public record RawPicture(Layout layout, int width, int height, ByteBuffer pixels) {

  /** How pixels lie in memory. YUV is BT.601 of limited range, as webcams send it. */
  public enum Layout {
    /** Two pixels in four bytes: Y U Y V. */
    YUYV,
    /** All of Y, then U and V by turns for every four pixels. */
    NV12,
    /** Three bytes a pixel: blue, green, red. */
    BGR;

    /** Bytes of a picture of that size. */
    public int bytes(int width, int height) {
      int pixels = Math.multiplyExact(width, height);
      return switch (this) {
        case YUYV -> Math.multiplyExact(pixels, 2);
        case NV12 -> Math.addExact(pixels, pixels / 2);
        case BGR -> Math.multiplyExact(pixels, 3);
      };
    }
  }

  public RawPicture {
    int odd = (layout == Layout.BGR ? 0 : width) | (layout == Layout.NV12 ? height : 0);
    if (width <= 0 || height <= 0 || (odd & 1) != 0) {
      throw new IllegalArgumentException(width + "x" + height + ": no size for " + layout);
    }
    if (!pixels.isDirect() || pixels.capacity() < layout.bytes(width, height)) {
      throw new IllegalArgumentException(
          pixels
              + ": must be direct and hold "
              + layout.bytes(width, height)
              + " bytes for "
              + layout);
    }
  }
}
