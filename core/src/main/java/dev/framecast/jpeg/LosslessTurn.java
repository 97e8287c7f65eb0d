package dev.framecast.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.jpeg.entropy.JpegWriter;
import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns JPEGs without decoding them to pixels: blocks and their coefficients are put into other
 * places, and coded anew. Nothing is lost, and it takes less time than to decode and to encode.
 *
 * <p>A picture consists of whole units, of 8 or 16 pixels a side, and what is beyond its edge at
 * the right and below is never seen. So an edge that comes to the left or to the top must end with
 * a unit; else, and for JPEGs that are not sequential with one scan, there is no such way ({@link
 * #turn}).
 *
 * <p>Other segments are kept, save that Exif's orientation is 1 from then on. One thread's; after
 * the first pictures nothing is allocated but a few small objects.
 */
public final class LosslessTurn {
  private static final int SOF_BASELINE = 0xC0;
  private static final int SOF_EXTENDED = 0xC1;
  private static final int DHT = 0xC4;
  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;

  /** Bytes of a JFIF segment that holds nothing but what a decoder may want to know. */
  private static final int JFIF_ALONE = 18;

  private static final int JFIF = 0x4A464946;

  /** The same of Adobe's, which says what the colours are. */
  private static final int ADOBE_ALONE = 16;

  private static final byte[] ADOBE = "Adobe".getBytes(US_ASCII);
  private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(US_ASCII);

  private final Coefficients coefficients = new Coefficients();
  private final JpegWriter writer = new JpegWriter();
  private final JpegFrame frame = new JpegFrame();
  private int interval;

  /** What is seen of the picture: whole units at the left and above. */
  private Crop.Part part = new Crop.Part(0, 0, 0, 0);

  private Crop crop = Crop.WHOLE;

  /** Ready for use. */
  public LosslessTurn() {}

  /**
   * Turns a JPEG.
   *
   * @param jpeg between position and limit, which stay; found sound by {@link JpegCheck}, but for
   *     Huffman tables that are missing
   * @param turn which way
   * @return whether that was possible; if not, the picture has to be decoded
   */
  public boolean turn(ByteBuffer jpeg, Turn turn) {
    return turn(jpeg, turn, Crop.WHOLE);
  }

  /**
   * Turns a part of a JPEG. The part is of whole units, at least at two edges: so up to a unit more
   * than wanted may be seen at each.
   *
   * @param jpeg as for {@link #turn(ByteBuffer, Turn)}
   * @param turn which way
   * @param wanted the part, of the turned picture
   * @return whether that was possible; if not, the picture has to be decoded
   */
  public boolean turn(ByteBuffer jpeg, Turn turn, Crop wanted) {
    crop = wanted.before(turn);
    ByteBuffer bytes = jpeg.duplicate().order(ByteOrder.BIG_ENDIAN);
    int start = jpeg.position();
    frame.clear();
    interval = 0;
    writer.clear();
    writer.add(0xFF, 0xD8);
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
        return turnScan(bytes, start, at, end, turn);
      }
      if (!copy(bytes, marker, at, end, turn)) {
        return false;
      }
      at = end;
    }
    return false;
  }

  /**
   * {@return the turned JPEG, without Huffman tables: they are the standard's} Valid until the
   * next.
   */
  public ByteBuffer result() {
    return ByteBuffer.wrap(writer.bytes(), 0, writer.length());
  }

  /** Writes a segment as the turned picture has it. Returns false if there is no way to. */
  private boolean copy(ByteBuffer bytes, int marker, int at, int end, Turn turn) {
    switch (marker) {
      case SOF_BASELINE, SOF_EXTENDED -> {
        if (frame.read(marker, bytes, at + 4, end, Long.MAX_VALUE) != null || !cut(turn)) {
          return false;
        }
        int copy = writer.add(bytes, at, end);
        writer.set(copy + 5, part.height() >> 8);
        writer.set(copy + 6, part.height());
        writer.set(copy + 7, part.width() >> 8);
        writer.set(copy + 8, part.width());
        if (turn.transposes()) {
          writer.swap(copy + 5, copy + 7);
          writer.swap(copy + 6, copy + 8);
          for (int c = 0; c < frame.components(); c++) {
            writer.swapHalves(copy + 11 + 3 * c);
          }
        }
      }
      case DQT -> copyQuantization(bytes, at, end, turn);
      case DRI -> interval = bytes.getShort(at + 4) & 0xFFFF; // and none from here on
      case DHT -> {} // read with the scan
      case APP0 -> {
        if (!crop.isWhole() && end - at > JFIF_ALONE) {
          return true; // a small picture of all that there is
        }
        int copy = writer.add(bytes, at, end);
        if (turn.transposes() && end - at >= 16 && bytes.getInt(at + 4) == JFIF) {
          writer.swap(copy + 12, copy + 14); // pixels an inch, or the aspect
          writer.swap(copy + 13, copy + 15);
        }
      }
      case APP1 -> {
        if (!crop.isWhole()) {
          return true; // Exif has a small picture of all that there is
        }
        int copy = writer.add(bytes, at, end);
        int orientation = Exif.orientationAt(bytes, at + 4, end);
        if (orientation > 0) {
          boolean big = bytes.order() == ByteOrder.BIG_ENDIAN;
          writer.set(copy + orientation - at, big ? 0 : 1);
          writer.set(copy + orientation - at + 1, big ? 1 : 0);
        }
        bytes.order(ByteOrder.BIG_ENDIAN);
      }
      default -> {
        if (marker == DNL || !JpegSegments.isFree(marker)) {
          return false; // progressive, and whatever else is not known here
        }
        if (crop.isWhole() || isOfColours(marker, bytes, at, end)) {
          writer.add(bytes, at, end);
        }
      }
    }
    return true;
  }

  /** Whether a segment says what the colours are, and can hold nothing else. */
  private static boolean isOfColours(int marker, ByteBuffer bytes, int at, int end) {
    return switch (marker) {
      case APP2 -> begins(PROFILE, bytes, at, end);
      case APP14 -> end - at <= ADOBE_ALONE && begins(ADOBE, bytes, at, end);
      default -> false;
    };
  }

  private static boolean begins(byte[] name, ByteBuffer bytes, int at, int end) {
    int content = at + 4;
    return end - content >= name.length
        && bytes.slice(content, name.length).equals(ByteBuffer.wrap(name));
  }

  /**
   * Finds the part that is seen. Returns whether the edges that come to the left and to the top can
   * end with a unit.
   */
  private boolean cut(Turn turn) {
    boolean right = turn.transposes() ? turn.mirrorsDown() : turn.mirrorsAcross();
    boolean bottom = turn.transposes() ? turn.mirrorsAcross() : turn.mirrorsDown();
    Crop.Part exact = crop.in(frame.width(), frame.height());
    int x = exact.x() - exact.x() % frame.unitWidth();
    int y = exact.y() - exact.y() % frame.unitHeight();
    int toX = edge(exact.x() + exact.width(), frame.width(), right ? frame.unitWidth() : 1);
    int toY = edge(exact.y() + exact.height(), frame.height(), bottom ? frame.unitHeight() : 1);
    part = new Crop.Part(x, y, toX - x, toY - y);
    return toX % (right ? frame.unitWidth() : 1) == 0
        && toY % (bottom ? frame.unitHeight() : 1) == 0;
  }

  /** The next multiple of a unit, or else the picture's edge. */
  private static int edge(int wanted, int picture, int unit) {
    return Math.min(picture, (wanted + unit - 1) / unit * unit);
  }

  private void copyQuantization(ByteBuffer bytes, int at, int end, Turn turn) {
    int copy = writer.add(bytes, at, end);
    int table = at + 4;
    while (turn.transposes() && table < end) {
      int size = 1 + (bytes.get(table) >> 4 & 1); // bytes of each
      for (int i = 0; i < 64; i++) {
        int from = table + 1 + Coefficients.transposed(i) * size;
        for (int b = 0; b < size; b++) {
          writer.set(copy + table - at + 1 + i * size + b, bytes.get(from + b));
        }
      }
      table += 1 + 64 * size;
    }
  }

  private boolean turnScan(ByteBuffer bytes, int start, int at, int end, Turn turn) {
    int count = bytes.get(at + 4);
    if (!frame.isKnown() || count != frame.components() || end - at != 8 + 2 * count) {
      return false;
    }
    for (int c = 0; c < count; c++) {
      if (frame.indexOf(bytes.get(at + 5 + 2 * c) & 0xFF, 0) != c) {
        return false;
      }
    }
    if (coefficients.read(bytes, start, at, frame, part, interval, turn) != null) {
      return false;
    }
    int copy = writer.add(bytes, at, end);
    for (int c = 0; c < count; c++) {
      writer.set(copy + 6 + 2 * c, c == 0 ? 0 : 0x11);
    }
    boolean written = CoefficientWriter.write(writer, coefficients, frame, turn);
    writer.add(0xFF, EOI);
    return written;
  }
}
