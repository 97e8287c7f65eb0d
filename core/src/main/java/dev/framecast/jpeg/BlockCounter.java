package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.HuffmanCodes;
import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;

/**
 * Counts the blocks in the entropy-coded data of a sequential JPEG of one scan: code by code (ITU-T
 * T.81, F.2.2), without making pixels of them. Where it runs out of bytes it goes on later, from
 * the last whole unit.
 */
final class BlockCounter {
  private static final int COEFFICIENTS = 64;
  private static final int RUN_OF_ZEROS = 0xF0;

  private final HuffmanCodes codes = new HuffmanCodes();

  /** Of each block in a unit, in the order in which they come. */
  private final int[] dcTable = new int[10];

  private final int[] acTable = new int[10];
  private int blocks;
  private long units;
  private int interval;
  private boolean begun;

  /** Units that were found whole. */
  private long unit;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int end;
  private int at;

  /** The lowest of these are the bits that were read and not used up. */
  private long bits;

  private int bitCount;
  private boolean broken;

  void clear() {
    begun = false;
  }

  boolean isBegun() {
    return begun;
  }

  /**
   * Begins with a scan whose header stands at an index; all that was read of the JPEG before is
   * known to be sound.
   */
  void begin(ByteBuffer jpeg, int startOfImage, int startOfScan, JpegFrame frame, JpegScan scan) {
    codes.read(jpeg, startOfImage, startOfScan);
    blocks = 0;
    int count = jpeg.get(startOfScan + 4);
    int component = 0;
    for (int c = 0; c < count; c++) {
      component = frame.indexOf(jpeg.get(startOfScan + 5 + 2 * c) & 0xFF, component);
      int tables = jpeg.get(startOfScan + 6 + 2 * c) & 0xFF;
      int perUnit = count == 1 ? 1 : frame.blocksInUnit(component);
      for (int i = 0; i < perUnit; i++) {
        dcTable[blocks] = HuffmanCodes.index(JpegTables.DC, tables >> 4);
        acTable[blocks] = HuffmanCodes.index(JpegTables.AC, tables & 0xF);
        blocks++;
      }
      component++;
    }
    units = scan.units();
    interval = scan.restartInterval();
    unit = 0;
    at = startOfScan - startOfImage + 8 + 2 * count;
    bits = 0;
    bitCount = 0;
    broken = false;
    begun = true;
  }

  /**
   * Goes on in the same bytes, wherever they are now.
   *
   * @return whether all blocks are there
   */
  boolean areAllThere(ByteBuffer jpeg, int startOfImage, int to) {
    bytes = jpeg;
    at += startOfImage;
    end = endOfData(jpeg, at, to);
    boolean more = true;
    while (more && !broken && unit < units) {
      int markedAt = at;
      long markedBits = bits;
      int markedCount = bitCount;
      more = unit();
      if (more) {
        unit++;
      } else {
        at = markedAt;
        bits = markedBits;
        bitCount = markedCount;
      }
    }
    if (unit == units) {
      unread();
    }
    at -= startOfImage;
    return unit == units;
  }

  /**
   * Where padding begins at the end of the bytes, be it in a line of its own. Of zeros, which read
   * as codes may be any number of blocks, one may be data: no more end a picture by the usual
   * tables.
   */
  private static int endOfData(ByteBuffer jpeg, int from, int to) {
    int line = to;
    while (line > from
        && to - line < 2
        && (jpeg.get(line - 1) == '\r' || jpeg.get(line - 1) == '\n')) {
      line--;
    }
    int end = line;
    while (end > from && jpeg.get(end - 1) == 0) {
      end--;
    }
    boolean stuffed = end > from && jpeg.get(end - 1) == (byte) 0xFF;
    int zeros = stuffed ? 2 : 1;
    return line - end > zeros ? end + zeros : to;
  }

  /** Where the data ends of which all blocks are there, from the beginning of the JPEG. */
  int end() {
    return at;
  }

  private boolean unit() {
    if (interval > 0 && unit > 0 && unit % interval == 0 && !restart()) {
      return false;
    }
    for (int block = 0; block < blocks; block++) {
      if (!block(dcTable[block], acTable[block])) {
        return false;
      }
    }
    return true;
  }

  /** Behind the next restart marker; decoders skip what stands in front of it. */
  private boolean restart() {
    bitCount = 0;
    bits = 0;
    while (true) {
      at = Markers.indexOfFF(bytes, at, end);
      if (at + 1 >= end) {
        return false;
      }
      int marker = bytes.get(at + 1) & 0xFF;
      if (Markers.isRestart(marker)) {
        at += 2;
        return true;
      }
      if (marker != 0 && marker != 0xFF) {
        return false;
      }
      at++;
    }
  }

  private boolean block(int dc, int ac) {
    int size = symbol(dc);
    if (size < 0 || !skip(size)) {
      return false;
    }
    for (int k = 1; k < COEFFICIENTS; k++) {
      int runAndSize = symbol(ac);
      if (runAndSize < 0) {
        return false;
      }
      size = runAndSize & 0xF;
      if (size == 0 && runAndSize != RUN_OF_ZEROS) {
        return true; // end of block
      }
      k += runAndSize >> 4;
      if (!skip(size)) {
        return false;
      }
    }
    return true;
  }

  /** The next symbol by that table, or -1. */
  private int symbol(int table) {
    if (bitCount < 16) {
      fill();
    }
    if (bitCount >= 8) {
      int entry = codes.ofByte(table, (int) (bits >>> (bitCount - 8)) & 0xFF);
      if (entry != 0) {
        bitCount -= HuffmanCodes.length(entry);
        return HuffmanCodes.symbol(entry);
      }
    }
    for (int length = 1; length <= 16; length++) {
      if (length > bitCount) {
        return -1;
      }
      int code = (int) (bits >>> (bitCount - length)) & ((1 << length) - 1);
      int symbol = codes.symbol(table, code, length);
      if (symbol >= 0) {
        bitCount -= length;
        return symbol;
      }
    }
    broken = true;
    return -1;
  }

  private boolean skip(int count) {
    if (bitCount < count) {
      fill();
    }
    if (bitCount < count) {
      return false;
    }
    bitCount -= count;
    return true;
  }

  /** Reads ahead, but over no marker, nor over the fill bytes in front of it. */
  private void fill() {
    while (bitCount <= 48 && at < end) {
      int value = bytes.get(at) & 0xFF;
      int behind = at + 1;
      if (value == 0xFF) {
        while (behind < end && bytes.get(behind) == (byte) 0xFF) {
          behind++;
        }
        if (behind == end || bytes.get(behind) != 0) {
          return;
        }
        behind++;
      }
      at = behind;
      bits = bits << 8 | value;
      bitCount += 8;
    }
  }

  /** Goes back to the last byte of which a bit was used. */
  private void unread() {
    for (; bitCount >= 8; bitCount -= 8) {
      at -= bytes.get(at - 1) == 0 && bytes.get(at - 2) == (byte) 0xFF ? 2 : 1;
    }
  }
}
