package dev.framecast.jpeg.entropy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds where markers may be. */
public final class Markers {
  private Markers() {}

  /** Whether two bytes between segments begin none: decoders then skip the first of them. */
  public static boolean isSkipped(byte first, int second) {
    return first != (byte) 0xFF || second == 0xFF || second <= 1 || isRestart(second);
  }

  public static boolean isRestart(int marker) {
    return (marker & 0xF8) == 0xD0;
  }

  /**
   * The index of the first FF between two indexes, or the second of these if there is none. Eight
   * bytes at a time, because this sees every byte of every frame.
   */
  public static int indexOfFF(ByteBuffer bytes, int from, int end) {
    boolean bigEndian = bytes.order() == ByteOrder.BIG_ENDIAN;
    int i = from;
    for (int last = end - Long.BYTES; i <= last; i += Long.BYTES) {
      long word = bytes.getLong(i);
      long inverted = ~(bigEndian ? Long.reverseBytes(word) : word);
      // Has a high bit where a byte of inverted is zero; exact up to and including the first.
      long hits = (inverted - 0x0101010101010101L) & ~inverted & 0x8080808080808080L;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < end && bytes.get(i) != (byte) 0xFF) {
      i++;
    }
    return i;
  }

  /**
   * Where these bytes, of which the first is FF, first stand at or after an index and before
   * another, or -1. As many bytes must follow that one.
   */
  public static int indexOf(byte[] wanted, ByteBuffer bytes, int from, int end) {
    for (int i = indexOfFF(bytes, from, end); i < end; i = indexOfFF(bytes, i + 1, end)) {
      int same = 1;
      while (same < wanted.length && bytes.get(i + same) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
