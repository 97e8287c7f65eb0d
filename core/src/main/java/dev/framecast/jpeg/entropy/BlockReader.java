package dev.framecast.jpeg.entropy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the blocks of a scan, code by code (ITU-T T.81, F.2.2). */
public final class BlockReader {
  private static final int BLOCK = 64;
  private static final int LARGEST_AC = 10;
  private static final int RUN_OF_ZEROS = 0xF0;

  /** Bits of a code and of the number behind it. */
  private static final int LONGEST = 26;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final HuffmanCodes codes = new HuffmanCodes();
  private byte[] data = new byte[0];
  private int at;
  private int end;

  /** The lowest of these are the bits that were read and not used up. */
  private long bits;

  private int bitCount;

  /** How many of the bits that were read since the last marker are zeros in place of data. */
  private int missing;

  /** Begins with the scan whose header stands at an index. */
  public void begin(ByteBuffer jpeg, int start, int from) {
    codes.read(jpeg, start, from);
    int header = 2 + ((jpeg.get(from + 2) & 0xFF) << 8 | (jpeg.get(from + 3) & 0xFF));
    end = jpeg.limit() - from - header;
    if (data.length < end) {
      data = new byte[end + end / 2];
    }
    jpeg.get(from + header, data, 0, end);
    at = 0;
    bits = 0;
    bitCount = 0;
    missing = 0;
  }

  /**
   * Reads the coefficients of a block but the first.
   *
   * @param places where each of them goes, from an index on
   * @param negated which of them change their sign
   * @return the place of the last one that is not zero, at least 0; -1 if there is a code that is
   *     none
   */
  public int block(int table, byte[] places, boolean[] negated, short[] target, int base) {
    short[] fast = codes.byByte(table);
    int highest = 0;
    for (int k = 1; k < BLOCK; k++) {
      if (bitCount < LONGEST) {
        fill();
      }
      // What symbol() and value() do, for almost all that there is.
      int entry = fast[(int) (bits >>> (bitCount - 8)) & 0xFF];
      int symbol;
      if (entry != 0) {
        bitCount -= entry >> 8;
        symbol = entry & 0xFF;
      } else {
        symbol = symbol(table);
      }
      int size = symbol & 0xF;
      if (symbol < 0 || size > LARGEST_AC) {
        return -1;
      }
      if (size == 0) {
        if (symbol != RUN_OF_ZEROS) {
          break; // end of block, whatever number there is with it
        }
        k += 15;
        continue;
      }
      k += symbol >> 4;
      if (k >= BLOCK) {
        return -1;
      }
      bitCount -= size;
      int read = (int) (bits >>> bitCount) & ((1 << size) - 1);
      int value = read < 1 << (size - 1) ? read - (1 << size) + 1 : read;
      int place = places[k];
      target[base + place] = (short) (negated[k] ? -value : value);
      highest = Math.max(highest, place);
    }
    return highest;
  }

  /** The next symbol by that table, or -1. */
  public int symbol(int table) {
    if (bitCount < 16) {
      fill();
    }
    int entry = codes.ofByte(table, (int) (bits >>> (bitCount - 8)) & 0xFF);
    if (entry != 0) {
      bitCount -= HuffmanCodes.length(entry);
      return HuffmanCodes.symbol(entry);
    }
    for (int length = 9; length <= 16; length++) {
      int code = (int) (bits >>> (bitCount - length)) & ((1 << length) - 1);
      int symbol = codes.symbol(table, code, length);
      if (symbol >= 0) {
        bitCount -= length;
        return symbol;
      }
    }
    return -1;
  }

  public HuffmanCodes codes() {
    return codes;
  }

  /** Appends the bits up to the next marker to another scan, bit by bit as they are. */
  public void copyRest(JpegWriter to) {
    to.makeRoom(2 * (end - at + Long.BYTES) + Long.BYTES);
    bits >>>= missing;
    bitCount -= missing;
    missing = 0;
    if (bitCount > 32) {
      bitCount -= 32;
      to.put(bits >>> bitCount, 32);
    }
    to.put(bits, bitCount);
    bitCount = 0;
    while (at < end) {
      while (at + 4 <= end) {
        int four = (int) INT.get(data, at);
        if ((~four - 0x01010101 & four & 0x80808080) != 0) { // a byte of it is FF
          break;
        }
        to.put(four, 32);
        at += 4;
      }
      if (at == end) {
        return;
      }
      int next = nextByte();
      if (missing > 0) {
        missing = 0;
        return;
      }
      to.put(next, 8);
    }
  }

  /** Bytes of the scan up to where it was read, or a marker stands. */
  public int position() {
    return at;
  }

  /** A number of so many bits, as F.2.2.1 extends it. */
  public int value(int size) {
    if (size == 0) {
      return 0;
    }
    if (bitCount < size) {
      fill();
    }
    bitCount -= size;
    int read = (int) (bits >>> bitCount) & ((1 << size) - 1);
    return read < 1 << (size - 1) ? read - (1 << size) + 1 : read;
  }

  /** Reads ahead, but over no marker: zeros stand for what is behind it. */
  private void fill() {
    if (bitCount <= 32 && at + 4 <= end) {
      int four = (int) INT.get(data, at);
      // Has a high bit where a byte is FF.
      if ((~four - 0x01010101 & four & 0x80808080) == 0) {
        bits = bits << 32 | (four & 0xFFFFFFFFL);
        bitCount += 32;
        at += 4;
        return;
      }
    }
    while (bitCount <= 48) {
      bits = bits << 8 | nextByte();
      bitCount += 8;
    }
  }

  /** The next byte of the data, or 0 where a marker stands. */
  private int nextByte() {
    int value = at < end ? data[at] & 0xFF : 0xFF;
    if (value != 0xFF) {
      at++;
      return value;
    }
    int behind = at + 1;
    while (behind < end && data[behind] == (byte) 0xFF) {
      behind++; // a fill byte
    }
    if (behind < end && data[behind] == 0) {
      at = behind + 1;
      return 0xFF;
    }
    missing += 8;
    return 0;
  }

  /** Whether more was read than there is up to the next marker: the data ends early. */
  public boolean isPastEnd() {
    return bitCount < missing;
  }

  /** Goes on behind the next restart marker, which comes before any other; returns if there is. */
  public boolean restart() {
    bits = 0;
    bitCount = 0;
    missing = 0;
    while (at + 1 < end) {
      int marker = data[at] == (byte) 0xFF ? data[at + 1] & 0xFF : 0;
      at++;
      if (Markers.isRestart(marker)) {
        at++;
        return true;
      }
      if (marker != 0 && marker != 0xFF) {
        return false;
      }
    }
    return false;
  }
}
