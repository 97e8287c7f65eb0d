package dev.framecast.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What the segments of one JPEG say, one after the other (ITU-T T.81, B.2). */
final class JpegSegments {
  private static final int APP0 = 0xE0;
  private static final int DHT = 0xC4;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int COM = 0xFE;
  private static final int AVI1 = 0x41564931;

  final JpegFrame frame = new JpegFrame();

  /** The latest one. */
  final JpegScan scan = new JpegScan();

  private final JpegTables tables = new JpegTables();
  private final BlockCounter blocks = new BlockCounter();
  private boolean standardTables;

  /** Which field of an interlaced picture, by an "AVI1" segment: 1, 2, or 0 for none. */
  private int field;

  void clear() {
    field = 0;
    frame.clear();
    scan.clear();
    tables.clear();
    blocks.clear();
    standardTables = false;
  }

  /** Whether anything may stand in such a segment, also another JPEG: APPn, COM. */
  static boolean isFree(int marker) {
    return (marker & 0xF0) == 0xE0 || marker == COM;
  }

  /** Takes in a segment whose content is between two indexes; returns what is wrong with it. */
  @Nullable String read(int marker, ByteBuffer bytes, int from, int to, long maxPixels) {
    switch (marker) {
      case 0xC0, 0xC1, JpegFrame.PROGRESSIVE -> {
        return frame.read(marker, bytes, from, to, maxPixels);
      }
      case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF -> {
        return "a lossless, hierarchical or arithmetic JPEG: browsers do not show these";
      }
      case DQT -> {
        return tables.addQuantization(bytes, from, to) ? null : "a broken quantization table";
      }
      case DHT -> {
        return tables.addHuffman(bytes, from, to) ? null : "a broken Huffman table";
      }
      case DRI -> {
        return scan.readInterval(bytes, from, to) ? null : "a broken restart interval";
      }
      case APP0 -> {
        readField(bytes, from, to);
        return null;
      }
      case SOS -> {
        return startOfScan(bytes, from, to);
      }
      default -> {
        // libjpeg, and so browsers, take no other.
        return isFree(marker) || marker == DNL
            ? null
            : String.format("an unknown segment (FF %02X)", marker);
      }
    }
  }

  /** Microsoft's Motion JPEG in AVI: "AVI1", then 0 for whole pictures, 1 or 2 for fields. */
  private void readField(ByteBuffer bytes, int from, int to) {
    if (to - from >= 5 && bytes.getInt(from) == avi1(bytes)) {
      int polarity = bytes.get(from + 4);
      field = polarity == 1 || polarity == 2 ? polarity : 0;
    }
  }

  private static int avi1(ByteBuffer bytes) {
    return bytes.order() == ByteOrder.BIG_ENDIAN ? AVI1 : Integer.reverseBytes(AVI1);
  }

  /** Some cameras name a field where they send whole pictures; none is twice as wide as high. */
  int field() {
    return frame.width() >= 2 * frame.height() ? field : 0;
  }

  private @Nullable String startOfScan(ByteBuffer bytes, int from, int to) {
    if (!tables.haveAnyHuffman()) {
      if (frame.isProgressive()) {
        // Motion JPEG leaves out those of baseline; the standard ones fit no other.
        return "a progressive JPEG without Huffman tables";
      }
      tables.addStandardHuffman();
      standardTables = true;
    }
    return scan.read(bytes, from, to, frame, tables);
  }

  /**
   * Where the data of the only scan ends, from the buffer's position, if all blocks of the picture
   * are there and that can be told; else 0.
   */
  int endOfBlocks(ByteBuffer jpeg, int startOfScan) {
    if (!frame.isWhole() || frame.isProgressive()) {
      return 0;
    }
    int start = jpeg.position();
    if (!blocks.isBegun()) {
      blocks.begin(jpeg, start, start + startOfScan, frame, scan);
    }
    return blocks.areAllThere(jpeg, start, jpeg.limit()) ? blocks.end() : 0;
  }

  /** Whether the JPEG brings its Huffman tables, and they stood in front of the first scan. */
  boolean haveHuffmanTables() {
    return tables.haveAnyHuffman() && !standardTables;
  }
}
