package dev.framecast.jpeg;

import dev.framecast.jpeg.entropy.BlockReader;
import dev.framecast.jpeg.entropy.BlockWriter;
import dev.framecast.jpeg.entropy.HuffmanCodes;
import dev.framecast.jpeg.entropy.JpegWriter;
import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lays a grey picture over the upper left corner of JPEGs without decoding them to pixels. The rows
 * of blocks that it lies over are read and coded anew, its own in place of some; from there on the
 * scan is copied bit by bit. So nothing else changes, but that Exif's orientation is 1 from then
 * on; and it takes a small part of the time that it takes to encode.
 *
 * <p>For sequential JPEGs of one scan whose colours are grey or luma and two differences, with
 * codes for all that the overlay takes: those of ITU-T T.81, Annex K.3, have. One thread's; after
 * the first pictures nothing is allocated but a few small objects.
 */
public final class JpegStamp {
  private static final int SOF_BASELINE = 0xC0;
  private static final int SOF_EXTENDED = 0xC1;
  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;
  private static final int DQT = 0xDB;
  private static final int DRI = 0xDD;
  private static final int DNL = 0xDC;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int ADOBE = 0x41646F62;
  private static final int LARGEST_DC = 11;
  private static final int TABLES = 8;

  /** Where each coefficient goes: it stays there. */
  private static final byte[] IN_PLACE = inPlace();

  private static final boolean[] NEGATED = new boolean[BlockWriter.BLOCK];

  private final JpegWriter out = new JpegWriter();
  private final BlockReader reader = new BlockReader();
  private final OverlayBlocks overlays = new OverlayBlocks();
  private final JpegFrame frame = new JpegFrame();
  private final short[] block = new short[BlockWriter.BLOCK];
  private final int[][] steps = new int[4][BlockWriter.BLOCK];
  private final int[][] codes = new int[TABLES][256];

  /** The last first coefficient of each component, in what is read and in what is written. */
  private final int[] read = new int[4];

  private final int[] written = new int[4];
  private final int[] dc = new int[4];
  private final int[] ac = new int[4];
  private int interval;
  private boolean isRgb;

  /** Where Exif says how the picture lies, from its start on; 0 for nowhere. */
  private int orientation;

  private boolean isBigEndian;

  /** Units of the picture that the overlay lies over. */
  private int unitsAcross;

  private int unitsDown;

  /** Whether what was read ends where the scan or an interval does: padding may follow. */
  private boolean isAtEnd;

  /** Ready for use. */
  public JpegStamp() {}

  private static byte[] inPlace() {
    byte[] places = new byte[BlockWriter.BLOCK];
    for (int i = 0; i < places.length; i++) {
      places[i] = (byte) i;
    }
    return places;
  }

  /**
   * Lays the overlay over a JPEG. What is beside it in the same unit, of 8 or 16 pixels a side, is
   * as its edge is.
   *
   * @param jpeg between position and limit, which stay; found sound by {@link JpegCheck}
   * @param over what is laid over it; the part of it that the picture has room for is seen
   * @return whether that was possible; if not, the picture has to be encoded anew
   */
  public boolean stamp(ByteBuffer jpeg, Overlay over) {
    ByteBuffer bytes = jpeg.duplicate().order(ByteOrder.BIG_ENDIAN);
    frame.clear();
    interval = 0;
    isRgb = false;
    orientation = 0;
    for (int[] table : steps) {
      table[0] = 0; // not known
    }
    int start = jpeg.position();
    int at = start + 2;
    while (at + 4 <= jpeg.limit()) {
      int marker = bytes.get(at + 1) & 0xFF;
      if (Markers.isSkipped(bytes.get(at), marker)) {
        at++;
        continue;
      }
      int end = at + 2 + (bytes.getShort(at + 2) & 0xFFFF);
      if (end > jpeg.limit()) {
        return false;
      }
      if (marker == SOS) {
        return isFit(bytes, at, end) && stampScan(bytes, start, at, end, over);
      }
      if (marker == APP1 && orientation == 0) { // the first one counts, as in Exif.turn
        readOrientation(bytes, start, at + 4, end);
      }
      if (!take(bytes, marker, at, end)) {
        return false;
      }
      at = end;
    }
    return false;
  }

  /** {@return the JPEG with the overlay} Valid until the next. */
  public ByteBuffer result() {
    return ByteBuffer.wrap(out.bytes(), 0, out.length());
  }

  private void readOrientation(ByteBuffer bytes, int start, int from, int to) {
    int found = Exif.orientationAt(bytes, from, to);
    if (found > 0) {
      orientation = found - start;
      isBigEndian = bytes.order() == ByteOrder.BIG_ENDIAN;
    }
    bytes.order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns false if there is no way to write into such a JPEG. */
  private boolean take(ByteBuffer bytes, int marker, int at, int end) {
    switch (marker) {
      case SOF_BASELINE, SOF_EXTENDED -> {
        return frame.read(marker, bytes, at + 4, end, Long.MAX_VALUE) == null;
      }
      case DQT -> readSteps(bytes, at + 4, end);
      case DRI -> interval = bytes.getShort(at + 4) & 0xFFFF;
      case APP14 -> {
        if (end - at >= 16 && bytes.getInt(at + 4) == ADOBE) {
          isRgb = bytes.get(at + 15) == 0;
        }
      }
      default -> {
        return marker != DNL && (marker == 0xC4 || JpegSegments.isFree(marker));
      }
    }
    return true;
  }

  private void readSteps(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int id = bytes.get(at) & 3;
      int size = 1 + (bytes.get(at) >> 4 & 1); // bytes of each
      at++;
      for (int k = 0; k < BlockWriter.BLOCK && at + size <= to; k++, at += size) {
        steps[id][k] = size == 1 ? bytes.get(at) & 0xFF : bytes.getShort(at) & 0xFFFF;
      }
    }
  }

  /** Whether it is a scan of luma, at each pixel, and two differences of colour, or none. */
  private boolean isFit(ByteBuffer bytes, int at, int end) {
    int count = frame.isKnown() ? frame.components() : 0;
    if ((count != 1 && count != 3) || bytes.get(at + 4) != count || end - at != 8 + 2 * count) {
      return false;
    }
    for (int c = 0; c < count; c++) {
      if (frame.indexOf(bytes.get(at + 5 + 2 * c) & 0xFF, 0) != c) {
        return false;
      }
    }
    boolean named = frame.indexOf('R', 0) == 0 && count == 3; // as libjpeg has it
    for (int step : steps[frame.quantization(0)]) {
      if (step == 0) {
        return false;
      }
    }
    return !named
        && !(isRgb && count == 3)
        && 8 * frame.horizontalInUnit(0) == frame.unitWidth()
        && 8 * frame.verticalInUnit(0) == frame.unitHeight();
  }

  private boolean stampScan(ByteBuffer bytes, int start, int at, int end, Overlay over) {
    out.clear();
    out.add(bytes, start, end);
    if (orientation > 0) { // the picture as it is has the text upright
      out.set(orientation, isBigEndian ? 0 : 1);
      out.set(orientation + 1, isBigEndian ? 1 : 0);
    }
    reader.begin(bytes, start, at);
    for (int c = 0; c < frame.components(); c++) {
      int tables = bytes.get(at + 6 + 2 * c) & 0xFF;
      dc[c] = HuffmanCodes.index(JpegTables.DC, tables >> 4);
      ac[c] = HuffmanCodes.index(JpegTables.AC, tables & 0xF);
      reader.codes().bySymbol(dc[c], codes[dc[c]]);
      reader.codes().bySymbol(ac[c], codes[ac[c]]);
    }
    unitsAcross = Math.min(frame.unitsAcross(), ceil(over.width(), frame.unitWidth()));
    unitsDown = Math.min(frame.unitsDown(), ceil(over.height(), frame.unitHeight()));
    if (!writeUnits(over) || reader.isPastEnd()) {
      return false;
    }
    if (!isAtEnd) {
      reader.copyRest(out);
    }
    out.flush();
    int rest = end + reader.position();
    if (rest < bytes.limit()) {
      out.add(bytes, rest, bytes.limit());
    } else {
      out.add(0xFF, EOI);
    }
    return true;
  }

  /** Up to where what follows is the same bits as before. */
  private boolean writeUnits(Overlay over) {
    Arrays.fill(read, 0);
    Arrays.fill(written, 0);
    int across = frame.unitsAcross();
    int units = across * frame.unitsDown();
    int unit = 0;
    while (unit < units && (unit < across * unitsDown || !Arrays.equals(read, written))) {
      if (interval > 0 && unit > 0 && unit % interval == 0) {
        if (reader.isPastEnd() || !reader.restart()) {
          return false;
        }
        out.flush();
        out.makeRoom(2);
        out.add(0xFF, 0xD0 + (unit / interval - 1) % 8);
        Arrays.fill(read, 0);
        Arrays.fill(written, 0);
      }
      if (!writeUnit(unit % across, unit / across, over)) {
        return false;
      }
      unit++;
    }
    isAtEnd = unit == units || (interval > 0 && unit % interval == 0);
    return true;
  }

  private boolean writeUnit(int x, int y, Overlay over) {
    boolean covered = x < unitsAcross && y < unitsDown;
    for (int c = 0; c < frame.components(); c++) {
      int wide = frame.horizontalInUnit(c);
      int high = frame.verticalInUnit(c);
      for (int v = 0; v < high; v++) {
        for (int h = 0; h < wide; h++) {
          int last = readBlock(c);
          if (last < 0) {
            return false;
          }
          if (covered && c == 0) {
            last = overlays.write(over, 8 * (x * wide + h), 8 * (y * high + v), luma(), block);
          } else if (covered) {
            Arrays.fill(block, (short) 0); // no colour
            last = 0;
          }
          if (!BlockWriter.write(out, block, 0, last, written[c], codes[dc[c]], codes[ac[c]])) {
            return false;
          }
          written[c] = block[0];
        }
      }
    }
    return true;
  }

  private int[] luma() {
    return steps[frame.quantization(0)];
  }

  /** Returns the last coefficient that is not zero, or -1. */
  private int readBlock(int component) {
    Arrays.fill(block, (short) 0);
    int size = reader.symbol(dc[component]);
    if (size < 0 || size > LARGEST_DC) {
      return -1;
    }
    read[component] += reader.value(size);
    block[0] = (short) read[component];
    return reader.block(ac[component], IN_PLACE, NEGATED, block, 0);
  }

  private static int ceil(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }
}
