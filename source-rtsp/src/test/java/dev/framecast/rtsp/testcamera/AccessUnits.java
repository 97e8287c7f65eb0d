package dev.framecast.rtsp.testcamera;

import dev.framecast.frame.FrameFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Takes streams apart into pictures. */
public final class AccessUnits {
  private AccessUnits() {}

  /** Those of one of the streams that the tests of video bitstreams have. */
  public static List<byte[]> read(String name) throws IOException {
    List<byte[]> units = new ArrayList<>();
    byte[] all;
    try (InputStream in = FrameFormat.class.getResourceAsStream("/dev/framecast/video/" + name)) {
      all = Objects.requireNonNull(in, name).readAllBytes();
    }
    boolean h264 = name.endsWith("h264");
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    boolean slices = false;
    for (int at = startCodePrefix(all, 0); at < all.length; ) {
      int end = startCodePrefix(all, at + 3);
      int header = all[at + 3] & 255;
      boolean slice = h264 ? (header & 31) == 1 || (header & 31) == 5 : header >> 1 < 32;
      boolean first = (all[at + (h264 ? 4 : 5)] & 0x80) != 0;
      if (slices && (!slice || first)) {
        units.add(unit.toByteArray());
        unit.reset();
        slices = false;
      }
      slices |= slice;
      unit.write(all, at, end - at);
      at = end;
    }
    units.add(unit.toByteArray());
    return units;
  }

  /** Where the next three bytes are that part units; the end if there are none. */
  public static int startCodePrefix(byte[] data, int from) {
    int at = from;
    while (at + 2 < data.length && (data[at] != 0 || data[at + 1] != 0 || data[at + 2] != 1)) {
      at++;
    }
    return at + 2 < data.length ? at : data.length;
  }

  /** H.265 with start codes of four bytes, where each picture is one slice. */
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
