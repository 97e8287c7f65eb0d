package dev.framecast.jpeg.entropy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a JPEG that is written, and the bits of its scan: a zero stands behind each byte FF
 * of these (ITU-T T.81, F.1.2.3). One thread's.
 */
public final class JpegWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] out = new byte[64 * 1024];
  private int length;
  private long bits;
  private int bitCount;

  public byte[] bytes() {
    return out;
  }

  public int length() {
    return length;
  }

  /** Forgets what was written. */
  public void clear() {
    length = 0;
    bits = 0;
    bitCount = 0;
  }

  public void add(int first, int second) {
    makeRoom(2);
    out[length++] = (byte) first;
    out[length++] = (byte) second;
  }

  /** Appends what is between two indexes, and returns where it begins here. */
  public int add(ByteBuffer bytes, int from, int to) {
    makeRoom(to - from);
    int begin = length;
    bytes.get(from, out, begin, to - from);
    length += to - from;
    return begin;
  }

  public void set(int index, int value) {
    out[index] = (byte) value;
  }

  public void swap(int index, int other) {
    byte kept = out[index];
    out[index] = out[other];
    out[other] = kept;
  }

  /** The upper and the lower four bits change places. */
  public void swapHalves(int index) {
    out[index] = (byte) (out[index] << 4 | (out[index] >> 4 & 0xF));
  }

  /** Whoever appends bits says how many bytes they may become, with the zeros between them. */
  public void makeRoom(int room) {
    if (out.length - length < room) {
      out = Arrays.copyOf(out, out.length + out.length / 2 + room);
    }
  }

  /** The lowest so many bits, at most 32. */
  public void put(long value, int size) {
    bits = bits << size | (value & ((1L << size) - 1));
    bitCount += size;
    if (bitCount >= 32) {
      writeFour();
    }
  }

  private void writeFour() {
    int four = (int) (bits >>> (bitCount - 32));
    if ((~four - 0x01010101 & four & 0x80808080) == 0) { // no byte of it is FF
      INT.set(out, length, four);
      length += 4;
      bitCount -= 32;
      return;
    }
    writeEach();
  }

  private void writeEach() {
    while (bitCount >= 8) {
      bitCount -= 8;
      byte next = (byte) (bits >>> bitCount);
      out[length++] = next;
      if (next == (byte) 0xFF) {
        out[length++] = 0;
      }
    }
  }

  /** Ones to the end of the last byte. */
  public void flush() {
    int rest = -bitCount & 7;
    if (rest > 0) {
      put((1L << rest) - 1, rest);
    }
    writeEach();
  }
}
