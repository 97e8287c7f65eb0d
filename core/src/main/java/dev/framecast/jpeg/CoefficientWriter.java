package dev.framecast.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Codes coefficients with the tables of ITU-T T.81, Annex K.3, which have a code for whatever a
 * baseline JPEG may hold: another JPEG's own tables need not have what its turned blocks take.
 */
final class CoefficientWriter {
  private static final int BLOCK = 64;
  private static final int LARGEST_DC = 11;

  /** Bytes: 26 bits a coefficient, and a zero behind each byte at worst. */
  private static final int LARGEST_BLOCK = 2 * BLOCK * 4;

  private static final int RUN_OF_ZEROS = 0xF0;

  /** By symbol: the code above, its length in the lowest five bits. */
  private static final int[][] DC = {
    codes(JPEGHuffmanTable.StdDCLuminance), codes(JPEGHuffmanTable.StdDCChrominance)
  };

  private static final int[][] AC = {
    codes(JPEGHuffmanTable.StdACLuminance), codes(JPEGHuffmanTable.StdACChrominance)
  };

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] out = new byte[64 * 1024];
  private int length;
  private long bits;
  private int bitCount;
  private boolean coded;

  private static int[] codes(JPEGHuffmanTable table) {
    int[] codes = new int[256];
    short[] lengths = table.getLengths();
    short[] values = table.getValues();
    int code = 0;
    int next = 0;
    for (int bits = 1; bits <= lengths.length; bits++) {
      for (int i = 0; i < lengths[bits - 1]; i++) {
        codes[values[next++]] = code++ << 5 | bits;
      }
      code <<= 1;
    }
    return codes;
  }

  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void add(int first, int second) {
    makeRoom(2);
    out[length++] = (byte) first;
    out[length++] = (byte) second;
  }

  /** Appends what is between two indexes, and returns where it begins here. */
  int add(ByteBuffer bytes, int from, int to) {
    makeRoom(to - from);
    int begin = length;
    bytes.get(from, out, begin, to - from);
    length += to - from;
    return begin;
  }

  void set(int index, int value) {
    out[index] = (byte) value;
  }

  void swap(int index, int other) {
    byte kept = out[index];
    out[index] = out[other];
    out[other] = kept;
  }

  /** The upper and the lower four bits change places. */
  void swapHalves(int index) {
    out[index] = (byte) (out[index] << 4 | (out[index] >> 4 & 0xF));
  }

  private void makeRoom(int room) {
    if (out.length - length < room) {
      out = Arrays.copyOf(out, out.length + out.length / 2 + room);
    }
  }

  /**
   * Appends the scan's data.
   *
   * @param frame the picture's before it was turned
   * @return false if it has a number that no code is for
   */
  boolean write(Coefficients from, JpegFrame frame, Turn turn) {
    bits = 0;
    bitCount = 0;
    coded = true;
    int count = frame.components();
    int[] previous = new int[count];
    int wide = turn.transposes() ? from.unitsDown() : from.unitsAcross();
    int high = turn.transposes() ? from.unitsAcross() : from.unitsDown();
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        for (int c = 0; c < count; c++) {
          int across = turn.transposes() ? frame.verticalInUnit(c) : frame.horizontalInUnit(c);
          int down = turn.transposes() ? frame.horizontalInUnit(c) : frame.verticalInUnit(c);
          for (int v = 0; v < down; v++) {
            int row = from.first[c] + (y * down + v) * from.across[c] + x * across;
            for (int h = 0; h < across; h++) {
              previous[c] = writeBlock(from, row + h, c == 0 ? 0 : 1, previous[c]);
            }
          }
        }
      }
    }
    flush();
    return coded;
  }

  private int writeBlock(Coefficients from, int block, int table, int previous) {
    makeRoom(LARGEST_BLOCK);
    short[] values = from.values();
    int base = block * BLOCK;
    int dc = values[base];
    int difference = dc - previous;
    int size = size(difference);
    if (size > LARGEST_DC) {
      coded = false; // by a broken JPEG
      return previous;
    }
    putCode(DC[table][size]);
    putValue(difference, size);
    int[] codes = AC[table];
    int last = from.last(block);
    int run = 0;
    for (int k = 1; k <= last; k++) {
      int value = values[base + k];
      if (value == 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) {
        putCode(codes[RUN_OF_ZEROS]);
      }
      size = size(value);
      putCode(codes[run << 4 | size]);
      putValue(value, size);
      run = 0;
    }
    if (last < BLOCK - 1) {
      putCode(codes[0]);
    }
    return dc;
  }

  private static int size(int value) {
    return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  private void putCode(int code) {
    putBits(code >> 5, code & 31);
  }

  /** A number of so many bits, as F.1.2.1.1 has it. */
  private void putValue(int value, int size) {
    putBits(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  private void putBits(int value, int size) {
    bits = bits << size | value;
    bitCount += size;
    if (bitCount >= 32) {
      writeBytes();
    }
  }

  private void writeBytes() {
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
  private void flush() {
    int rest = -bitCount & 7;
    if (rest > 0) {
      putBits((1 << rest) - 1, rest);
    }
    writeEach();
  }
}
