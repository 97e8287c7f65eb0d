package dev.framecast.jpeg;

import java.nio.ByteBuffer;

/** Which tables a JPEG has defined so far, one bit each: see ITU-T T.81, B.2.4.1 and B.2.4.2. */
final class JpegTables {
  private int quantization;
  private int huffman;

  void clear() {
    quantization = 0;
    huffman = 0;
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

  /** Takes in what is between two indexes of a DHT segment; false if that is broken. */
  boolean addHuffman(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i + 17 <= to) {
      int tableClass = (bytes.get(i) & 0xFF) >> 4;
      int id = bytes.get(i) & 0xF;
      int values = 0;
      int codeSpace = 1 << 16;
      for (int bits = 1; bits <= 16; bits++) {
        int codes = bytes.get(i + bits) & 0xFF;
        values += codes;
        codeSpace -= codes << (16 - bits);
      }
      if (tableClass > 1 || id > 3 || values > 256 || codeSpace < 0) {
        return false;
      }
      huffman |= 1 << (tableClass * 4 + id);
      i += 17 + values;
    }
    return i == to;
  }

  /** The bits of the two Huffman tables that a scan header names for a component. */
  static int huffmanOf(int ids) {
    return (1 << ((ids >> 4) & 3)) | (0x10 << (ids & 3));
  }

  boolean haveQuantization(int wanted) {
    return (quantization & wanted) == wanted;
  }

  boolean haveHuffman(int wanted) {
    return (huffman & wanted) == wanted;
  }

  boolean haveAnyHuffman() {
    return huffman != 0;
  }
}
