package dev.framecast.jpeg.entropy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The Huffman tables of a JPEG, to read its codes by (ITU-T T.81, C.2 and F.2.2.3). */
public final class HuffmanCodes {
  /** Classes of tables. */
  public static final int DC = 0;

  public static final int AC = 1;

  private static final int DHT = 0xC4;
  private static final int TABLES = 8;
  private static final int LONGEST = 16;

  /** By the next eight bits: a code of at most eight, as its length and symbol; or 0. */
  private final short[][] byByte = new short[TABLES][256];

  private final int[][] firstCode = new int[TABLES][LONGEST + 1];
  private final int[][] codes = new int[TABLES][LONGEST + 1];
  private final int[][] firstSymbol = new int[TABLES][LONGEST + 1];
  private final byte[][] symbols = new byte[TABLES][256];

  public static int index(int tableClass, int id) {
    return tableClass * 4 + id;
  }

  /** Takes in the tables of a JPEG that was found sound up to that start of scan. */
  public void read(ByteBuffer jpeg, int startOfImage, int startOfScan) {
    boolean any = false;
    int i = startOfImage + 2;
    while (i < startOfScan) {
      i = Markers.indexOfFF(jpeg, i, startOfScan);
      int marker = i < startOfScan ? jpeg.get(i + 1) & 0xFF : 0xFF;
      if (marker == 0xFF) {
        i++; // a fill byte
      } else if (marker <= 1 || Markers.isRestart(marker)) {
        i += 2;
      } else {
        int end = i + 2 + (((jpeg.get(i + 2) & 0xFF) << 8) | (jpeg.get(i + 3) & 0xFF));
        if (marker == DHT) {
          readSegment(jpeg, i + 4, end);
          any = true;
        }
        i = end;
      }
    }
    if (!any) {
      addStandard();
    }
  }

  private void readSegment(ByteBuffer jpeg, int from, int to) {
    int i = from;
    while (i + 17 <= to) {
      int table = index((jpeg.get(i) & 0xFF) >> 4, jpeg.get(i) & 0xF);
      int values = 0;
      for (int length = 1; length <= LONGEST; length++) {
        codes[table][length] = jpeg.get(i + length) & 0xFF;
        values += codes[table][length];
      }
      jpeg.get(i + 17, symbols[table], 0, values);
      number(table);
      i += 17 + values;
    }
  }

  private void addStandard() {
    add(index(DC, 0), JPEGHuffmanTable.StdDCLuminance);
    add(index(AC, 0), JPEGHuffmanTable.StdACLuminance);
    add(index(DC, 1), JPEGHuffmanTable.StdDCChrominance);
    add(index(AC, 1), JPEGHuffmanTable.StdACChrominance);
  }

  private void add(int table, JPEGHuffmanTable standard) {
    short[] lengths = standard.getLengths();
    for (int length = 1; length <= LONGEST; length++) {
      codes[table][length] = length <= lengths.length ? lengths[length - 1] : 0;
    }
    short[] values = standard.getValues();
    for (int i = 0; i < values.length; i++) {
      symbols[table][i] = (byte) values[i];
    }
    number(table);
  }

  /**
   * Gives each symbol its code: those of a length one after the other, from shortest to longest.
   */
  private void number(int table) {
    short[] fast = byByte[table];
    Arrays.fill(fast, (short) 0);
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= LONGEST; length++) {
      firstCode[table][length] = code;
      firstSymbol[table][length] = symbol;
      for (int i = 0; i < codes[table][length]; i++) {
        if (length <= 8 && code + i < 1 << length) {
          int from = (code + i) << (8 - length);
          short entry = (short) (length << 8 | (symbols[table][symbol + i] & 0xFF));
          Arrays.fill(fast, from, from + (1 << (8 - length)), entry);
        }
      }
      symbol += codes[table][length];
      code = (code + codes[table][length]) << 1;
    }
  }

  /** {@link #ofByte} of all eight bits. */
  public short[] byByte(int table) {
    return byByte[table];
  }

  /** What the next eight bits begin with, for {@link #length} and {@link #symbol}; 0 if longer. */
  public int ofByte(int table, int eightBits) {
    return byByte[table][eightBits];
  }

  public static int length(int entry) {
    return entry >> 8;
  }

  public static int symbol(int entry) {
    return entry & 0xFF;
  }

  /** Writes, by symbol: the code above, its length in the lowest five bits; 0 if there is none. */
  public void bySymbol(int table, int[] target) {
    Arrays.fill(target, 0);
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int i = 0; i < codes[table][length]; i++) {
        target[symbols[table][index++] & 0xFF] = (firstCode[table][length] + i) << 5 | length;
      }
    }
  }

  /** The symbol of a code of that length, or -1. */
  public int symbol(int table, int code, int length) {
    int index = code - firstCode[table][length];
    return index >= 0 && index < codes[table][length]
        ? symbols[table][firstSymbol[table][length] + index] & 0xFF
        : -1;
  }
}
