package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.BlockReader;
import dev.framecast.jpeg.entropy.HuffmanCodes;
import java.nio.ByteBuffer;
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

  /** Row times eight plus column of each coefficient in the order in which they are coded. */
  private static final byte[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private static final byte[] TRANSPOSED = transposed();

  private final BlockReader reader = new BlockReader();

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

  /** Where the coefficient is coded that is coded there in the transposed block. */
  static int transposed(int index) {
    return TRANSPOSED[index];
  }

  /** Row times eight plus column of the coefficient that is coded there. */
  static int place(int index) {
    return ZIGZAG[index];
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
    reader.begin(jpeg, start, from);
    if (!lay(frame, part, turn)) {
      return "more blocks than there is room for";
    }
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

  /** Finds room for the blocks of the turned picture. Returns if there is. */
  private boolean lay(JpegFrame frame, Crop.Part part, Turn turn) {
    firstUnitAcross = part.x() / frame.unitWidth();
    firstUnitDown = part.y() / frame.unitHeight();
    unitsAcross = (part.x() + part.width() - 1) / frame.unitWidth() + 1 - firstUnitAcross;
    unitsDown = (part.y() + part.height() - 1) / frame.unitHeight() + 1 - firstUnitDown;
    long all = 1;
    for (int c = 0; c < frame.components(); c++) {
      int inUnit = frame.horizontalInUnit(c) * frame.verticalInUnit(c);
      all += (long) unitsAcross * unitsDown * inUnit;
    }
    if (all * BLOCK > Integer.MAX_VALUE - 8) {
      return false;
    }
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
    return true;
  }

  private @Nullable String readUnits(JpegFrame frame, int interval, Turn turn, int[] dc, int[] ac) {
    int[] previous = new int[dc.length];
    int wide = frame.unitsAcross();
    int units = wide * frame.unitsDown();
    for (int unit = 0; unit < units; unit++) {
      if (interval > 0 && unit > 0 && unit % interval == 0) {
        Arrays.fill(previous, 0);
        if (!reader.restart()) {
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
            int size = reader.symbol(dc[c]);
            if (size < 0 || size > LARGEST_DC) {
              return "a code that is none";
            }
            previous[c] += reader.value(size);
            values[block * BLOCK] = (short) previous[c];
            int highest = reader.block(ac[c], to, negated, values, block * BLOCK);
            if (highest < 0) {
              return "a code that is none";
            }
            last[block] = (byte) highest;
          }
        }
      }
      if (reader.isPastEnd()) {
        return "the data ends early"; // decoders show grey from there on, this would be noise
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
}
