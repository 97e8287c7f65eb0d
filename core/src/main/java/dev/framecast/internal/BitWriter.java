package dev.framecast.internal;

import java.util.Arrays;

/** Bits of a NAL unit's payload (RBSP), and the unit that they make. */
public final class BitWriter {
  private byte[] bytes;
  private int at;

  /** With room for that many bytes; it grows. */
  public BitWriter(int bytes) {
    this.bytes = new byte[bytes];
  }

  /** Writes one bit. */
  public void flag(boolean bit) {
    if (at >> 3 == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + 1);
    }
    if (bit) {
      bytes[at >> 3] |= (byte) (0x80 >> (at & 7));
    }
    at++;
  }

  /** Writes the lowest bits of a value, that many. */
  public void number(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      flag(((value >> i) & 1) != 0);
    }
  }

  /** An unsigned Exp-Golomb code, ue(v). */
  public void golomb(int value) {
    int count = 32 - Integer.numberOfLeadingZeros(value + 1);
    number(0, count - 1);
    number(value + 1, count);
  }

  /** Writes the next bits of the reader, that many. */
  public void copy(BitReader bits, int count) {
    for (int i = 0; i < count; i++) {
      flag(bits.flag());
    }
  }

  /** Ends the payload: a one, and zeros up to the next byte. */
  public void end() {
    flag(true);
    at = (at + 7) & ~7;
  }

  /** The unit: this header, and the payload with the bytes that prevent start codes in it. */
  public byte[] unit(byte[] header) {
    int length = at >> 3;
    byte[] unit = Arrays.copyOf(header, header.length + length + length / 2 + 1);
    int to = header.length;
    int zeros = 0;
    for (int i = 0; i < length; i++) {
      if (zeros == 2 && (bytes[i] & 0xfc) == 0) {
        unit[to++] = 3;
        zeros = 0;
      }
      unit[to++] = bytes[i];
      zeros = bytes[i] == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(unit, to);
  }
}
