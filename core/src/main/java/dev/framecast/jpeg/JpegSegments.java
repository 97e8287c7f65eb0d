package dev.framecast.jpeg;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the segments of one JPEG say, one after the other (ITU-T T.81, B.2). */
final class JpegSegments {
  private static final int DHT = 0xC4;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int COM = 0xFE;

  final JpegFrame frame = new JpegFrame();

  /** The latest one. */
  final JpegScan scan = new JpegScan();

  private final JpegTables tables = new JpegTables();
  private boolean standardTables;

  void clear() {
    frame.clear();
    scan.clear();
    tables.clear();
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

  /** Whether the JPEG brings its Huffman tables, and they stood in front of the first scan. */
  boolean haveHuffmanTables() {
    return tables.haveAnyHuffman() && !standardTables;
  }
}
