package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.HuffmanCodes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which tables a JPEG has defined so far, one bit each: see ITU-T T.81, B.2.4.1 and B.2.4.2. */
final class JpegTables {
  static final int DC = HuffmanCodes.DC;
  static final int AC = HuffmanCodes.AC;

  private static final int STANDARD = 0b0011_0011;
  private static final byte SHORTEST_STANDARD_CODE = 2;
  private static final int LARGEST_DC_SYMBOL = 15;

  private int quantization;

  /** Huffman tables that were defined, and those of them that can be used. */
  private int defined;

  private int usable;

  /** Bits of the shortest code in each Huffman table. */
  private final byte[] shortest = new byte[8];

  void clear() {
    quantization = 0;
    defined = 0;
    usable = 0;
  }

  /** Takes in what is between two indexes of a DQT segment; false if that is broken. */
  boolean addQuantization(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int precision = (bytes.get(i) & 0xFF) >> 4;
      int id = bytes.get(i) & 0xF;
      if (precision > 1 || id > 3) {
        return false;
      }
      quantization |= 1 << id;
      i += 1 + 64 * (1 + precision);
    }
    return i == to;
  }

  /**
   * Takes in what is between two indexes of a DHT segment; false if that is broken. A table whose
   * codes are wrong is only a fault where it is used: decoders build it no sooner.
   */
  boolean addHuffman(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i + 17 <= to) {
      int tableClass = (bytes.get(i) & 0xFF) >> 4;
      int id = bytes.get(i) & 0xF;
      int values = 0;
      for (int bits = 1; bits <= 16; bits++) {
        values += bytes.get(i + bits) & 0xFF;
      }
      if (tableClass > 1 || id > 3 || values > 256 || i + 17 + values > to) {
        return false;
      }
      int bit = bit(tableClass, id);
      defined |= bit;
      boolean good =
          addCodes(bytes, i, tableClass * 4 + id)
              && (tableClass != DC || haveDcSymbols(bytes, i + 17, values));
      usable = good ? usable | bit : usable & ~bit;
      i += 17 + values;
    }
    return i == to;
  }

  /** Whether the codes are a prefix code of which none is all ones (C.2), and one at least. */
  private boolean addCodes(ByteBuffer bytes, int table, int index) {
    int first = 0;
    int code = 0;
    for (int bits = 1; bits <= 16; bits++) {
      int codes = bytes.get(table + bits) & 0xFF;
      code = 2 * code + codes;
      if (codes > 0 && code >= 1 << bits) {
        return false;
      }
      first = first == 0 && codes > 0 ? bits : first;
    }
    shortest[index] = (byte) first;
    return first > 0;
  }

  /** F.1.2.1.1 has 0 to 11 for 8 bits a sample; libjpeg, and so browsers, take 0 to 15. */
  private static boolean haveDcSymbols(ByteBuffer bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if ((bytes.get(i) & 0xFF) > LARGEST_DC_SYMBOL) {
        return false;
      }
    }
    return true;
  }

  /** Takes in those of Annex K.3, which Motion JPEG leaves out. */
  void addStandardHuffman() {
    defined |= STANDARD;
    usable |= STANDARD;
    Arrays.fill(shortest, SHORTEST_STANDARD_CODE);
  }

  private static int bit(int tableClass, int id) {
    return 1 << (tableClass * 4 + id);
  }

  boolean haveQuantization(int id) {
    return (quantization >> id & 1) != 0;
  }

  boolean haveAnyHuffman() {
    return defined != 0;
  }

  /** Whether that Huffman table was defined, and can be used. */
  boolean haveHuffman(int tableClass, int id) {
    return id <= 3 && (usable & bit(tableClass, id)) != 0;
  }

  /** Whether that Huffman table was defined, but with codes that cannot be. */
  boolean isBroken(int tableClass, int id) {
    return id <= 3 && (defined & ~usable & bit(tableClass, id)) != 0;
  }

  /** Bits that any symbol needs at least. */
  int shortestCode(int tableClass, int id) {
    return shortest[tableClass * 4 + id];
  }
}
