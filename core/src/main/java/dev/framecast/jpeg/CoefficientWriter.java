package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.BlockWriter;
import dev.framecast.jpeg.entropy.JpegWriter;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Codes coefficients with the tables of ITU-T T.81, Annex K.3, which have a code for whatever a
 * baseline JPEG may hold: another JPEG's own tables need not have what its turned blocks take.
 */
final class CoefficientWriter {
  /** By symbol: the code above, its length in the lowest five bits. */
  private static final int[][] DC = {
    codes(JPEGHuffmanTable.StdDCLuminance), codes(JPEGHuffmanTable.StdDCChrominance)
  };

  private static final int[][] AC = {
    codes(JPEGHuffmanTable.StdACLuminance), codes(JPEGHuffmanTable.StdACChrominance)
  };

  private CoefficientWriter() {}

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

  /**
   * Appends the scan's data.
   *
   * @param frame the picture's before it was turned
   * @return false if it has a number that no code is for
   */
  static boolean write(JpegWriter out, Coefficients from, JpegFrame frame, Turn turn) {
    short[] values = from.values();
    int count = frame.components();
    int[] previous = new int[count];
    int wide = turn.transposes() ? from.unitsDown() : from.unitsAcross();
    int high = turn.transposes() ? from.unitsAcross() : from.unitsDown();
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        for (int c = 0; c < count; c++) {
          int across = turn.transposes() ? frame.verticalInUnit(c) : frame.horizontalInUnit(c);
          int down = turn.transposes() ? frame.horizontalInUnit(c) : frame.verticalInUnit(c);
          int[] dc = DC[c == 0 ? 0 : 1];
          int[] ac = AC[c == 0 ? 0 : 1];
          for (int v = 0; v < down; v++) {
            int row = from.first[c] + (y * down + v) * from.across[c] + x * across;
            for (int h = 0; h < across; h++) {
              int base = (row + h) * BlockWriter.BLOCK;
              int last = from.last(row + h);
              if (!BlockWriter.write(out, values, base, last, previous[c], dc, ac)) {
                return false; // by a broken JPEG
              }
              previous[c] = values[base];
            }
          }
        }
      }
    }
    out.flush();
    return true;
  }
}
