package dev.framecast.jpeg.entropy;

/** Codes a block's coefficients (ITU-T T.81, F.1.2). */
public final class BlockWriter {
  public static final int BLOCK = 64;

  /** Bytes: 26 bits a coefficient, and a zero behind each byte at worst. */
  private static final int LARGEST = 2 * BLOCK * 4;

  private static final int LARGEST_DC = 11;
  private static final int RUN_OF_ZEROS = 0xF0;

  private BlockWriter() {}

  /**
   * Appends a block.
   *
   * @param values in the order of zigzag, from an index on
   * @param last the last of them that is not zero
   * @param previous the first coefficient of the component's block before
   * @param dc codes by symbol, as of {@link HuffmanCodes#bySymbol}
   * @return false if no code is there for one of them
   */
  public static boolean write(
      JpegWriter out, short[] values, int base, int last, int previous, int[] dc, int[] ac) {
    out.makeRoom(LARGEST);
    int difference = values[base] - previous;
    int size = size(difference);
    if (size > LARGEST_DC || dc[size] == 0) {
      return false;
    }
    putCode(out, dc[size]);
    putValue(out, difference, size);
    int run = 0;
    for (int k = 1; k <= last; k++) {
      int value = values[base + k];
      if (value == 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) {
        if (ac[RUN_OF_ZEROS] == 0) {
          return false;
        }
        putCode(out, ac[RUN_OF_ZEROS]);
      }
      size = size(value);
      int symbol = run << 4 | size;
      if (symbol >= ac.length || ac[symbol] == 0) {
        return false;
      }
      putCode(out, ac[symbol]);
      putValue(out, value, size);
      run = 0;
    }
    if (last < BLOCK - 1) {
      if (ac[0] == 0) {
        return false;
      }
      putCode(out, ac[0]);
    }
    return true;
  }

  private static int size(int value) {
    return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  private static void putCode(JpegWriter out, int code) {
    out.put(code >> 5, code & 31);
  }

  /** A number of so many bits, as F.1.2.1.1 has it. */
  private static void putValue(JpegWriter out, int value, int size) {
    out.put(value < 0 ? value + (1 << size) - 1 : value, size);
  }
}
