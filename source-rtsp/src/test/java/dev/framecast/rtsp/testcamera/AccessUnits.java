package dev.framecast.rtsp.testcamera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes streams apart into pictures, where each picture is one slice. */
public final class AccessUnits {
  private AccessUnits() {}

  /** H.265 with start codes of four bytes. */
  public static List<byte[]> h265(byte[] stream) {
    List<byte[]> pictures = new ArrayList<>();
    int from = 0;
    int unit = 0;
    while (unit < stream.length) {
      int next = startCode(stream, unit + 4);
      int type = (stream[startOfUnit(stream, unit)] >> 1) & 63;
      if (type < 32) {
        pictures.add(Arrays.copyOfRange(stream, from, next));
        from = next;
      }
      unit = next;
    }
    return pictures;
  }

  private static int startOfUnit(byte[] stream, int startCode) {
    return stream[startCode + 2] == 1 ? startCode + 3 : startCode + 4;
  }

  private static int startCode(byte[] stream, int from) {
    for (int at = from; at + 3 < stream.length; at++) {
      if (stream[at] == 0 && stream[at + 1] == 0) {
        if (stream[at + 2] == 1 || (stream[at + 2] == 0 && stream[at + 3] == 1)) {
          return at;
        }
      }
    }
    return stream.length;
  }
}
