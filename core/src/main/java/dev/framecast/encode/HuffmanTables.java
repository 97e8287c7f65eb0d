package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegCheck;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Adds the Huffman tables that Motion JPEG leaves out. Many webcams and AVI files do so, since the
 * tables are always those of ITU-T T.81, Annex K.3; browsers want to see them.
 */
public final class HuffmanTables {
  private static final byte[] SEGMENT = segment();

  private HuffmanTables() {}

  /**
   * Puts the standard tables in front of the scan, in the slot's own buffer. The slot is left alone
   * by others meanwhile; nothing is allocated unless the buffer is too small.
   *
   * @param startOfScan as from {@link JpegCheck#startOfScan()}, of the slot's JPEG
   */
  public static void addTo(FrameSlot slot, int startOfScan) {
    if (startOfScan < 2 || startOfScan >= slot.length()) {
      throw new IllegalArgumentException(
          "start of scan " + startOfScan + ": must be inside of " + slot.length() + " bytes");
    }
    ByteBuffer jpeg = slot.reserve(SEGMENT.length);
    int length = jpeg.position();
    jpeg.position(length + SEGMENT.length);
    // This copy is specified to work where the two ranges overlap.
    jpeg.put(startOfScan + SEGMENT.length, jpeg, startOfScan, length - startOfScan);
    jpeg.put(startOfScan, SEGMENT);
  }

  private static byte[] segment() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    add(0x00, JPEGHuffmanTable.StdDCLuminance, out);
    add(0x10, JPEGHuffmanTable.StdACLuminance, out);
    add(0x01, JPEGHuffmanTable.StdDCChrominance, out);
    add(0x11, JPEGHuffmanTable.StdACChrominance, out);
    int length = 2 + out.size();
    ByteBuffer segment = ByteBuffer.allocate(2 + length);
    segment.putShort((short) 0xFFC4).putShort((short) length).put(out.toByteArray());
    return segment.array();
  }

  private static void add(int classAndId, JPEGHuffmanTable table, ByteArrayOutputStream out) {
    out.write(classAndId);
    short[] lengths = table.getLengths();
    for (int bits = 0; bits < 16; bits++) {
      out.write(bits < lengths.length ? lengths[bits] : 0);
    }
    for (short value : table.getValues()) {
      out.write(value);
    }
  }
}
