package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a JPEG lies by its own word: the orientation in an Exif segment (CIPA DC-008, 4.6.4). */
public final class Exif {
  private static final int APP1 = 0xE1;
  private static final int SOS = 0xDA;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  /** "Exif" and two zeros stand in front of what is a TIFF file's head. */
  private static final int NAME = 0x45786966;

  private static final int TIFF = 6;

  private Exif() {}

  /**
   * {@return what brings the picture upright; none where it does not say}
   *
   * @param jpeg between position and limit, which stay; found sound by {@link JpegCheck}
   */
  public static Turn turn(ByteBuffer jpeg) {
    ByteBuffer bytes = jpeg.duplicate().order(ByteOrder.BIG_ENDIAN);
    int at = jpeg.position() + 2;
    while (at + 4 <= jpeg.limit()) {
      bytes.order(ByteOrder.BIG_ENDIAN); // what was read last may be in the other order
      int marker = bytes.get(at + 1) & 0xFF;
      if (Markers.isSkipped(bytes.get(at), marker)) {
        at++;
        continue;
      }
      if (marker == SOS) {
        return Turn.NONE;
      }
      int size = bytes.getShort(at + 2) & 0xFFFF;
      if (marker == APP1) {
        int found = orientationAt(bytes, at + 4, Math.min(jpeg.limit(), at + 2 + size));
        if (found > 0) {
          return Turn.ofExif(bytes.getShort(found));
        }
      }
      at += 2 + size;
    }
    return Turn.NONE;
  }

  /**
   * The index of the orientation in the content of an APP1 segment, or -1. The buffer is left in
   * the order of bytes that it is written in.
   */
  static int orientationAt(ByteBuffer bytes, int from, int to) {
    bytes.order(ByteOrder.BIG_ENDIAN);
    int tiff = from + TIFF;
    if (to - tiff < 8 || bytes.getInt(from) != NAME) {
      return -1;
    }
    bytes.order(bytes.get(tiff) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = bytes.getInt(tiff + 4);
    if (directory < 8 || directory > to - tiff - 2) {
      return -1;
    }
    int entry = tiff + directory + 2;
    for (int left = bytes.getShort(entry - 2) & 0xFFFF; left > 0; left--, entry += ENTRY) {
      if (entry + ENTRY > to) {
        return -1;
      }
      boolean is = (bytes.getShort(entry) & 0xFFFF) == ORIENTATION;
      if (is && bytes.getShort(entry + 2) == SHORT && bytes.getInt(entry + 4) == 1) {
        return entry + 8;
      }
    }
    return -1;
  }
}
