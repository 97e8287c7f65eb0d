package dev.framecast.jpeg;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a JPEG: its header (ITU-T T.81, B.2.3), its restart markers (B.2.1), and how many
 * bits it has at least. Faults that libjpeg-turbo, and so browsers, do not mind are none here.
 */
final class JpegScan {
  private static final int MAX_BLOCKS_IN_UNIT = 10;
  private static final int MAX_LOW_BIT = 13;
  private static final int RESTARTS_IN_TURN = 8;

  /** From DRI: units of the scan from one restart marker to the next, 0 for none. */
  private int restartInterval;

  private long units;
  private long leastBits;
  private long restarts;

  void clear() {
    restartInterval = 0;
  }

  /** Takes in what is between two indexes of a DRI segment; false if that is broken. */
  boolean readInterval(ByteBuffer bytes, int from, int to) {
    restartInterval = to - from == 2 ? u8(bytes, from) << 8 | u8(bytes, from + 1) : 0;
    return to - from == 2;
  }

  /** Takes in what is between two indexes of a scan header; returns what is wrong with it. */
  @Nullable String read(ByteBuffer bytes, int from, int to, JpegFrame frame, JpegTables tables) {
    int count = to - from < 1 ? 0 : u8(bytes, from);
    if (count < 1 || count > 4 || to - from != 4 + 2 * count) {
      return "a broken scan header";
    }
    if (!frame.isKnown()) {
      return "picture data without a picture header";
    }
    int first = u8(bytes, to - 3);
    int last = u8(bytes, to - 2);
    int highBit = u8(bytes, to - 1) >> 4;
    int lowBit = u8(bytes, to - 1) & 0xF;
    boolean progressive = frame.isProgressive();
    if (progressive && !isProgression(count, first, last, highBit, lowBit)) {
      return "a progressive scan of coefficients that cannot be";
    }
    // These say nothing in a sequential JPEG: decoders take what cameras write there.
    boolean dc = !progressive || (first == 0 && highBit == 0);
    boolean ac = !progressive || first > 0;
    if (!progressive && frame.isWhole()) {
      return "a scan behind that of all colour components"; // libjpeg fails at its very end
    }
    units = count == 1 ? 0 : frame.interleavedUnits();
    leastBits = 0;
    restarts = 0;
    int blocks = 0;
    int next = 0;
    for (int i = from + 1; i < from + 1 + 2 * count; i += 2) {
      int component = frame.indexOf(u8(bytes, i), next);
      if (component == frame.components()) {
        return "a scan of a colour component " + u8(bytes, i) + " that there is not";
      }
      next = component + 1; // in the order of the frame header, and none twice
      if (!tables.haveQuantization(frame.quantization(component))) {
        return "picture data without its quantization table";
      }
      int dcTable = u8(bytes, i + 1) >> 4;
      int acTable = u8(bytes, i + 1) & 0xF;
      String wrong = dc ? problem(tables, JpegTables.DC, dcTable) : null;
      wrong = wrong == null && ac ? problem(tables, JpegTables.AC, acTable) : wrong;
      if (wrong != null) {
        return wrong;
      }
      int bits = dc ? tables.shortestCode(JpegTables.DC, dcTable) : 0;
      if (!progressive) {
        bits += tables.shortestCode(JpegTables.AC, acTable);
      } else if (first == 0 && highBit > 0) {
        bits = 1; // G.1.2.1.2; the other progressive scans need none for each block
      }
      int perUnit = count == 1 ? 1 : frame.blocksInUnit(component);
      blocks += perUnit;
      leastBits += (long) bits * perUnit;
      units = count == 1 ? frame.units(component) : units;
      if (dc) {
        frame.scanned(component);
      }
    }
    leastBits *= units;
    return blocks > MAX_BLOCKS_IN_UNIT ? blocks + " blocks in a unit: must be 10 at most" : null;
  }

  /** G.1.1.1: either the DC coefficient alone, or some others of one component. */
  private static boolean isProgression(int count, int first, int last, int highBit, int lowBit) {
    boolean band = first == 0 ? last == 0 : first <= last && last < 64 && count == 1;
    return band && lowBit <= MAX_LOW_BIT && (highBit == 0 || lowBit == highBit - 1);
  }

  private static @Nullable String problem(JpegTables tables, int tableClass, int id) {
    if (tables.haveHuffman(tableClass, id)) {
      return null;
    }
    return tables.isBroken(tableClass, id)
        ? "a broken Huffman table"
        : "picture data without its Huffman table";
  }

  /** Takes in a restart marker by its number, 0 to 7; returns what is wrong with it. */
  @Nullable String restart(int number) {
    if (restartInterval == 0) {
      return "a restart marker that was not announced (DRI)";
    }
    if (restarts < wantedRestarts()) {
      int wanted = (int) (restarts % RESTARTS_IN_TURN);
      if (number != wanted) {
        return "restart marker " + number + " in place of " + wanted + ": data is missing";
      }
      restarts++;
    }
    return null;
  }

  /** Units of the latest scan. */
  long units() {
    return units;
  }

  /** Units from one restart marker to the next, 0 for none. */
  int restartInterval() {
    return restartInterval;
  }

  private long wantedRestarts() {
    return restartInterval == 0 ? 0 : (units - 1) / restartInterval;
  }

  /**
   * What is wrong with a scan that ends after so many bytes of entropy-coded data. No picture is
   * refused that is whole: the shortest codes of its own tables are what each block has at least.
   */
  @Nullable String end(long bytes) {
    if (restarts < wantedRestarts()) {
      return "the JPEG is cut: " + restarts + " of " + wantedRestarts() + " restart markers";
    }
    if (bytes * Byte.SIZE < leastBits) {
      return "the JPEG is cut: "
          + bytes
          + " bytes of picture data where "
          + (leastBits + Byte.SIZE - 1) / Byte.SIZE
          + " are the least";
    }
    return null;
  }

  private static int u8(ByteBuffer bytes, int index) {
    return bytes.get(index) & 0xFF;
  }
}
