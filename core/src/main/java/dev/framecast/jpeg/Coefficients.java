package dev.framecast.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The coefficients of a sequential JPEG of one scan, read code by code (ITU-T T.81, F.2.2), each
 * block where it lies in the turned picture, and turned itself: to mirror a block is to change the
 * sign of every other coefficient, to transpose it is to change rows and columns. So a turn loses
 * nothing.
 */
final class Coefficients {
  private static final int BLOCK = 64;
  private static final int LARGEST_DC = 11;
  private static final int LARGEST_AC = 10;

  /** Bits of a code and of the number behind it. */
  private static final int LONGEST = 26;

  /** Row times eight plus column of each coefficient in the order in which they are coded. */
  private static final byte[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private static final byte[] TRANSPOSED = transposed();

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final HuffmanCodes codes = new HuffmanCodes();

  /** Of all blocks, in the order of zigzag; those of a component row by row. */
  private short[] values = new short[0];

  /** The last coefficient of each block that is not zero. */
  private byte[] last = new byte[0];

  /** Of each component: its first block, and how many it has across. */
  final int[] first = new int[4];

  final int[] across = new int[4];

  private final int[] down = new int[4];

  /** Units of what is seen, before it is turned. */
  private int firstUnitAcross;

  private int firstUnitDown;
  private int unitsAcross;
  private int unitsDown;

  /** Where the coefficients go, and which of them change their sign. */
  private final byte[] to = new byte[BLOCK];

  private final boolean[] negated = new boolean[BLOCK];

  private byte[] data = new byte[0];
  private int at;
  private int end;
  private long bits;
  private int bitCount;

  /** Where the coefficient is coded that is coded there in the transposed block. */
  static int transposed(int index) {
    return TRANSPOSED[index];
  }

  private static byte[] transposed() {
    byte[] order = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int mirrored = (ZIGZAG[i] & 7) << 3 | ZIGZAG[i] >> 3;
      for (int j = 0; j < BLOCK; j++) {
        if (ZIGZAG[j] == mirrored) {
          order[i] = (byte) j;
        }
      }
    }
    return order;
  }

  /** Units of what is seen, across and before it is turned. */
  int unitsAcross() {
    return unitsAcross;
  }

  /** The same down. */
  int unitsDown() {
    return unitsDown;
  }

  short[] values() {
    return values;
  }

  /** The last coefficient of a block that is not zero, at least the first. */
  int last(int block) {
    return last[block];
  }

  /**
   * Reads all of them.
   *
   * @param from the index of the start of scan
   * @return what is in the way of reading them, or null
   */
  @Nullable String read(
      ByteBuffer jpeg,
      int start,
      int from,
      JpegFrame frame,
      Crop.Part part,
      int interval,
      Turn turn) {
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
    lay(frame, part, turn);
    int count = frame.components();
    int[] dc = new int[count];
    int[] ac = new int[count];
    for (int c = 0; c < count; c++) {
      int tables = jpeg.get(from + 6 + 2 * c) & 0xFF;
      dc[c] = HuffmanCodes.index(JpegTables.DC, tables >> 4);
      ac[c] = HuffmanCodes.index(JpegTables.AC, tables & 0xF);
    }
    return readUnits(frame, interval, turn, dc, ac);
  }

  /** Finds room for the blocks of the turned picture. */
  private void lay(JpegFrame frame, Crop.Part part, Turn turn) {
    firstUnitAcross = part.x() / frame.unitWidth();
    firstUnitDown = part.y() / frame.unitHeight();
    unitsAcross = (part.x() + part.width() - 1) / frame.unitWidth() + 1 - firstUnitAcross;
    unitsDown = (part.y() + part.height() - 1) / frame.unitHeight() + 1 - firstUnitDown;
    int blocks = 1; // the first is written to by all that is not seen
    for (int c = 0; c < frame.components(); c++) {
      int wide = unitsAcross * frame.horizontalInUnit(c);
      int high = unitsDown * frame.verticalInUnit(c);
      first[c] = blocks;
      across[c] = turn.transposes() ? high : wide;
      down[c] = turn.transposes() ? wide : high;
      blocks += wide * high;
    }
    if (last.length < blocks) {
      values = new short[blocks * BLOCK];
      last = new byte[blocks];
    } else {
      Arrays.fill(values, 0, blocks * BLOCK, (short) 0);
    }
    for (int i = 0; i < BLOCK; i++) {
      to[i] = turn.transposes() ? TRANSPOSED[i] : (byte) i;
      int place = ZIGZAG[to[i]];
      boolean oddAcross = (place & 1) != 0;
      boolean oddDown = (place >> 3 & 1) != 0;
      negated[i] = (turn.mirrorsAcross() && oddAcross) ^ (turn.mirrorsDown() && oddDown);
    }
  }

  private @Nullable String readUnits(JpegFrame frame, int interval, Turn turn, int[] dc, int[] ac) {
    int[] previous = new int[dc.length];
    int wide = frame.unitsAcross();
    int units = wide * frame.unitsDown();
    for (int unit = 0; unit < units; unit++) {
      if (interval > 0 && unit > 0 && unit % interval == 0) {
        Arrays.fill(previous, 0);
        if (!restart()) {
          return "a restart marker is missing";
        }
      }
      int x = unit % wide - firstUnitAcross;
      int y = unit / wide - firstUnitDown;
      boolean seen = x >= 0 && x < unitsAcross && y >= 0 && y < unitsDown;
      for (int c = 0; c < dc.length; c++) {
        int blocksAcross = frame.horizontalInUnit(c);
        int blocksDown = frame.verticalInUnit(c);
        for (int v = 0; v < blocksDown; v++) {
          for (int h = 0; h < blocksAcross; h++) {
            int block = !seen ? 0 : place(c, x * blocksAcross + h, y * blocksDown + v, turn);
            int size = symbol(dc[c]);
            if (size < 0 || size > LARGEST_DC) {
              return "a code that is none";
            }
            previous[c] += value(size);
            values[block * BLOCK] = (short) previous[c];
            if (!readBlock(block, ac[c])) {
              return "a code that is none";
            }
          }
        }
      }
    }
    return null;
  }

  private int place(int c, int x, int y, Turn turn) {
    int column = turn.transposes() ? y : x;
    int row = turn.transposes() ? x : y;
    column = turn.mirrorsAcross() ? across[c] - 1 - column : column;
    row = turn.mirrorsDown() ? down[c] - 1 - row : row;
    return first[c] + row * across[c] + column;
  }

  private boolean readBlock(int block, int table) {
    short[] fast = codes.byByte(table);
    short[] target = values;
    byte[] places = to;
    int base = block * BLOCK;
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
        return false;
      }
      if (size == 0) {
        if (symbol == 0) {
          break; // end of block
        }
        k += symbol >> 4;
        continue;
      }
      k += symbol >> 4;
      if (k >= BLOCK) {
        return false;
      }
      bitCount -= size;
      int read = (int) (bits >>> bitCount) & ((1 << size) - 1);
      int value = read < 1 << (size - 1) ? read - (1 << size) + 1 : read;
      int place = places[k];
      target[base + place] = (short) (negated[k] ? -value : value);
      highest = Math.max(highest, place);
    }
    last[block] = (byte) highest;
    return true;
  }

  /** The next symbol by that table, or -1. */
  private int symbol(int table) {
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

  /** A number of so many bits, as F.2.2.1 extends it. */
  private int value(int size) {
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
      int value = 0;
      if (at < end) {
        value = data[at] & 0xFF;
        if (value == 0xFF) {
          if (at + 1 < end && data[at + 1] == 0) {
            at += 2;
          } else {
            value = 0;
          }
        } else {
          at++;
        }
      }
      bits = bits << 8 | value;
      bitCount += 8;
    }
  }

  private boolean restart() {
    bits = 0;
    bitCount = 0;
    while (at + 1 < end) {
      if (data[at] == (byte) 0xFF && Markers.isRestart(data[at + 1] & 0xFF)) {
        at += 2;
        return true;
      }
      at++;
    }
    return false;
  }
}
