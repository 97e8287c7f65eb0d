package dev.framecast.rtsp.bitstream;

import java.nio.ByteBuffer;

/**
 * The bits of a NAL unit's payload (RBSP), as far as headers go. Reading beyond the end gives zeros
 * and is remembered: who reads asks once, at the end, whether all of it was there.
 */
final class BitReader {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PREFIX = 31;

  private final byte[] bytes = new byte[MAX_BYTES];
  private int bits;
  private int at;

  /**
   * Begins with these bytes of the data, without those that prevent the emulation of start codes.
   */
  void load(ByteBuffer data, int from, int to) {
    int count = 0;
    int zeros = 0;
    for (int i = from; i < to && count < MAX_BYTES; i++) {
      byte next = data.get(i);
      if (zeros >= 2 && next == 3) {
        zeros = 0;
        continue;
      }
      zeros = next == 0 ? zeros + 1 : 0;
      bytes[count++] = next;
    }
    bits = count * 8;
    at = 0;
  }

  boolean isWithin() {
    return at <= bits;
  }

  boolean flag() {
    return bit() == 1;
  }

  void skip(int count) {
    at = (int) Math.min(bits + 1L, (long) at + count);
  }

  /** An unsigned number of that many bits, 31 at most. */
  int number(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | bit();
    }
    return value;
  }

  /** An unsigned Exp-Golomb code, ue(v). */
  int golomb() {
    int zeros = 0;
    while (zeros <= MAX_PREFIX && isWithin() && bit() == 0) {
      zeros++;
    }
    if (zeros > MAX_PREFIX - 1) {
      at = bits + 1; // Nothing that is read here is that large.
      return 0;
    }
    return (1 << zeros) - 1 + number(zeros);
  }

  /** A signed Exp-Golomb code, se(v). */
  int signedGolomb() {
    int code = golomb();
    return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
  }

  private int bit() {
    if (at >= bits) {
      at = bits + 1;
      return 0;
    }
    int value = (bytes[at >> 3] >> (7 - (at & 7))) & 1;
    at++;
    return value;
  }
}
