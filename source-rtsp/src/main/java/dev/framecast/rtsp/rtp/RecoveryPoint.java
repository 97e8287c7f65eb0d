package dev.framecast.rtsp.rtp;

import java.nio.ByteBuffer;

/** H.264's recovery points (D.1.8): streams that are refreshed bit by bit have nothing else. */
final class RecoveryPoint {
  private static final int TYPE = 6;
  private static final int MOST_BYTES = 8_192;

  private final ByteBuffer data;
  private final int end;
  private int at;

  private RecoveryPoint(ByteBuffer data, int from, int to) {
    this.data = data;
    at = from;
    end = Math.min(to, from + MOST_BYTES);
  }

  /**
   * Whether there is one in that SEI, or in others right behind it.
   *
   * @param from where the first one's header is
   * @param to the end of the unit
   */
  static boolean isIn(ByteBuffer data, int from, int to) {
    return new RecoveryPoint(data, from, to).find();
  }

  private boolean find() {
    while (at < end && NalKind.h264(data.get(at)) == NalKind.SEI) {
      at++;
      while (at + 2 < end && !isStartCode()) {
        int type = number();
        int size = number();
        if (type == TYPE && size > 0 && at < end) {
          return true;
        }
        skip(size);
      }
      skip(Integer.MAX_VALUE);
      while (at < end && data.get(at) == 0) {
        at++;
      }
      at++; // the one of the start code
    }
    return false;
  }

  private int number() {
    int number = 0;
    while (at < end && data.get(at) == (byte) 255) {
      number += 255;
      at++;
    }
    return at < end ? number + (data.get(at++) & 255) : number;
  }

  /** Skips so many bytes, and those that prevent start codes besides; stops at a start code. */
  private void skip(int size) {
    for (int left = size; left > 0 && at < end && !isStartCode(); at++) {
      boolean prevents = data.get(at) == 3 && data.get(at - 1) == 0 && data.get(at - 2) == 0;
      left -= prevents ? 0 : 1;
    }
  }

  private boolean isStartCode() {
    return at + 2 < end
        && data.get(at) == 0
        && data.get(at + 1) == 0
        && (data.get(at + 2) & 0xfe) == 0;
  }
}
