package dev.framecast.rtsp.testcamera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 6184, non-interleaved mode: single NAL units, and fragments (FU-A) of what is too large. */
public final class H264Payloader implements Payloader {
  private static final int FU_A = 28;

  @Override
  public List<byte[]> payloads(byte[] picture) {
    List<byte[]> out = new ArrayList<>();
    for (byte[] unit : units(picture)) {
      if (unit.length <= ROOM) {
        out.add(unit);
      } else {
        fragment(unit, out);
      }
    }
    return out;
  }

  private static void fragment(byte[] unit, List<byte[]> out) {
    for (int at = 1; at < unit.length; at += ROOM) {
      int end = Math.min(unit.length, at + ROOM);
      byte[] payload = new byte[2 + end - at];
      payload[0] = (byte) ((unit[0] & 0xe0) | FU_A);
      payload[1] = (byte) (unit[0] & 0x1f);
      if (at == 1) {
        payload[1] |= (byte) 0x80;
      }
      if (end == unit.length) {
        payload[1] |= 0x40;
      }
      System.arraycopy(unit, at, payload, 2, end - at);
      out.add(payload);
    }
  }

  /** The sprop-parameter-sets of RFC 6184, 8.1. */
  static String parameterSets(byte[] keyFrame) {
    return units(keyFrame).stream()
        .filter(unit -> (unit[0] & 0x1f) == 7 || (unit[0] & 0x1f) == 8)
        .map(Base64.getEncoder()::encodeToString)
        .collect(Collectors.joining(",", ";sprop-parameter-sets=", ""));
  }

  /** What stands between the start codes. */
  private static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int from = -1;
    for (int at = 0; at + 3 <= stream.length; at++) {
      if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
        if (from >= 0) {
          units.add(Arrays.copyOfRange(stream, from, stream[at - 1] == 0 ? at - 1 : at));
        }
        from = at + 3;
      }
    }
    units.add(Arrays.copyOfRange(stream, from, stream.length));
    return units;
  }
}
