package dev.framecast.internal;

import java.nio.ByteBuffer;

/**
 * The bits of a NAL unit's payload (RBSP), as far as headers go. Reading beyond the end gives zeros
 * and is remembered: who reads asks once, at the end, whether all of it was there.
 */
public final class BitReader {
  /** Of a unit as many bytes are read at most; what stands behind them counts as not there. */
  public static final int MAX_BYTES = 4096;

  private static final int MAX_PREFIX = 31;

  private final byte[] bytes = new byte[MAX_BYTES];
  private int bits;
  private int at;

  /** A reader of nothing. */
  public BitReader() {}

  /**
   * Begins with these bytes of the data, without those that prevent the emulation of start codes.
   */
  public void load(ByteBuffer data, int from, int to) {
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

  /** Takes what follows the payload as not there: its last one, and zeros behind that. */
  public void dropTrailingBits() {
    while (bits > 0 && bitAt(bits - 1) == 0) {
      bits--;
    }
    bits = Math.max(0, bits - 1);
  }

  /** How many bits there are. */
  public int length() {
    return bits;
  }

  /** Whether all that was read was there. */
  public boolean isWithin() {
    return at <= bits;
  }

  /** How many bits were read or skipped. */
  public int position() {
    return at;
  }

  /** Reads one bit. */
  public boolean flag() {
    return bit() == 1;
  }

  /** Goes on by so many bits. */
  public void skip(int count) {
    at = (int) Math.min(bits + 1L, (long) at + count);
  }

  /** An unsigned number of that many bits, 31 at most. */
  public int number(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | bit();
    }
    return value;
  }

  /** An unsigned number of 32 bits. */
  public long number32() {
    long upper = number(16);
    return (upper << 16) | number(16);
  }

  /** An unsigned Exp-Golomb code, ue(v). */
  public int golomb() {
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
  public int signedGolomb() {
    int code = golomb();
    return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
  }

  /** Goes on by so many Exp-Golomb codes, signed or not. */
  public void skipGolombs(int count) {
    for (int i = 0; i < count; i++) {
      int ignored = golomb();
    }
  }

  private int bit() {
    if (at >= bits) {
      at = bits + 1;
      return 0;
    }
    return bitAt(at++);
  }

  private int bitAt(int index) {
    return (bytes[index >> 3] >> (7 - (index & 7))) & 1;
  }
}
