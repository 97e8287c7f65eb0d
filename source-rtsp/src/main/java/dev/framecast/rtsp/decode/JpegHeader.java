package dev.framecast.rtsp.decode;

import java.nio.ByteBuffer;

/** The picture's size as a JPEG's frame header (ITU-T T.81, B.2.2) says it. */
final class JpegHeader {
  /** Nothing that looks like a JPEG. */
  static final int NONE = -1;

  private JpegHeader() {}

  /** Where the frame header is, so that {@link #width} and {@link #height} can be read; or NONE. */
  static int find(ByteBuffer jpeg) {
    int length = jpeg.limit();
    if (length < 4 || jpeg.getShort(0) != (short) 0xffd8) {
      return NONE;
    }
    int at = 2;
    while (at + 9 <= length && jpeg.get(at) == (byte) 0xff) {
      int marker = jpeg.get(at + 1) & 0xff;
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return at;
      }
      if (marker == 0xff) {
        at++; // Fill bytes may stand before any marker.
      } else if (marker == 0xda) {
        break;
      } else {
        at += 2 + (jpeg.getShort(at + 2) & 0xffff);
      }
    }
    return NONE;
  }

  static int height(ByteBuffer jpeg, int frame) {
    return jpeg.getShort(frame + 5) & 0xffff;
  }

  static int width(ByteBuffer jpeg, int frame) {
    return jpeg.getShort(frame + 7) & 0xffff;
  }

  static void setSize(ByteBuffer jpeg, int frame, int width, int height) {
    jpeg.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
  }

  /** Whether the JPEG ends with its end marker; some cameras pad with zeros behind it. */
  static boolean isWhole(ByteBuffer jpeg) {
    int end = jpeg.limit();
    while (end > 4 && jpeg.get(end - 1) == 0) {
      end--;
    }
    return end >= 4 && jpeg.getShort(end - 2) == (short) 0xffd9;
  }
}
