package dev.framecast.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Looks a JPEG over without decoding it: whether it is whole, whether browsers can show it, and how
 * large its picture is. Browsers are the reason to be strict: Chromium ends a whole multipart
 * stream at the first part that does not decode.
 *
 * <p>One object serves any number of pictures, one after the other: {@link #inspect} forgets the
 * picture before. It allocates nothing for a good picture, never blocks, and belongs to one thread
 * at a time.
 *
 * <p>The rules are those of ITU-T T.81, Annex B. What cannot be seen without decoding is damage
 * inside of the entropy-coded data that looks like data.
 */
public final class JpegCheck {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DHT = 0xC4;
  private static final int TEM = 0x01;
  private static final int PROGRESSIVE = 0xC2;

  private static final String CUT = "the JPEG is cut off: no end of image (EOI)";
  private static final String GLUED = "a second picture begins inside of the first: it was cut";

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private boolean bigEndian;
  private int start;
  private int end;

  private int frameType;
  private int width;
  private int height;
  private int length;
  private int startOfScan;
  private final JpegTables tables = new JpegTables();
  private int usedQuantizationTables;
  private @Nullable String problem;

  /** Has inspected nothing yet. */
  public JpegCheck() {}

  /**
   * Inspects the JPEG between the buffer's position and limit, and leaves both where they are.
   *
   * @return whether the picture is good; if not, {@link #problem()} says why
   */
  public boolean inspect(ByteBuffer jpeg) {
    bytes = jpeg;
    bigEndian = jpeg.order() == ByteOrder.BIG_ENDIAN;
    start = jpeg.position();
    end = jpeg.limit();
    frameType = 0;
    width = 0;
    height = 0;
    length = 0;
    startOfScan = 0;
    usedQuantizationTables = 0;
    tables.clear();
    problem = findProblem();
    return problem == null;
  }

  private @Nullable String findProblem() {
    if (end - start < 2 && (end == start || at(start) == 0xFF)) {
      return CUT;
    }
    if (at(start) != 0xFF || at(start + 1) != SOI) {
      return "not a JPEG: does not begin with FF D8";
    }
    int i = start + 2;
    while (i + 1 < end) {
      if (at(i) != 0xFF) {
        return "no marker where one must be, at byte " + (i - start);
      }
      int marker = at(i + 1);
      if (marker == 0xFF) {
        i++; // a fill byte, allowed in front of any marker
        continue;
      }
      if (marker == EOI) {
        length = i + 2 - start;
        return startOfScan == 0 ? "the JPEG holds no picture" : null;
      }
      if (marker == SOI) {
        return GLUED;
      }
      if (marker == TEM || isRestart(marker)) {
        i += 2;
        continue;
      }
      int size = i + 3 < end ? u16(i + 2) : 0;
      if (size < 2 || size > end - i - 2) {
        return size == 1 || marker == 0 ? "a broken segment at byte " + (i - start) : CUT;
      }
      String wrong = segment(marker, i, size);
      if (wrong != null) {
        return wrong;
      }
      i += 2 + size;
      if (marker == SOS) {
        i = endOfScan(i);
      }
    }
    return CUT;
  }

  private @Nullable String segment(int marker, int i, int size) {
    switch (marker) {
      case 0xC0, 0xC1, PROGRESSIVE -> {
        return startOfFrame(marker, i, size);
      }
      case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF -> {
        return "a lossless, hierarchical or arithmetic JPEG: browsers do not show these";
      }
      case DQT -> {
        return tables.addQuantization(bytes, i + 4, i + 2 + size)
            ? null
            : "a broken quantization table";
      }
      case DHT -> {
        return tables.addHuffman(bytes, i + 4, i + 2 + size) ? null : "a broken Huffman table";
      }
      case SOS -> {
        return startOfScan(i, size);
      }
      default -> {
        // APPn, COM, DRI and DNL are no trouble; libjpeg, and so browsers, take no other.
        boolean known =
            (marker & 0xF0) == 0xE0 || marker == 0xFE || marker == 0xDD || marker == 0xDC;
        return known ? null : "an unknown marker at byte " + (i - start);
      }
    }
  }

  private @Nullable String startOfFrame(int marker, int i, int size) {
    if (frameType != 0) {
      return "a second picture header: the first picture was cut";
    }
    if (size < 8 + 3) {
      return "a broken picture header";
    }
    int components = at(i + 9);
    if (at(i + 4) != 8) {
      return at(i + 4) + " bits a sample: browsers show 8";
    }
    if (components != 1 && components != 3 && components != 4) {
      return components + " colour components: must be 1, 3 or 4";
    }
    if (size != 8 + 3 * components) {
      return "a broken picture header";
    }
    frameType = marker;
    height = u16(i + 5);
    width = u16(i + 7);
    for (int c = 0; c < components; c++) {
      usedQuantizationTables |= 1 << (at(i + 12 + 3 * c) & 3);
    }
    return width == 0 || height == 0 ? "a picture of " + width + "x" + height + " pixels" : null;
  }

  private @Nullable String startOfScan(int i, int size) {
    int components = size < 3 ? 0 : at(i + 4);
    if (components < 1 || components > 4 || size != 6 + 2 * components) {
      return "a broken scan header";
    }
    if (frameType == 0) {
      return "picture data without a picture header";
    }
    if (!tables.haveQuantization(usedQuantizationTables)) {
      return "picture data without its quantization table";
    }
    int used = 0;
    for (int c = i + 5; c < i + 5 + 2 * components; c += 2) {
      used |= JpegTables.huffmanOf(at(c + 1));
    }
    // A progressive scan uses some of the tables that it names, or none.
    if (hasHuffmanTables() && frameType != PROGRESSIVE && !tables.haveHuffman(used)) {
      return "picture data without its Huffman table";
    }
    if (!hasHuffmanTables() && frameType == PROGRESSIVE) {
      // Motion JPEG may leave the tables out, but that is baseline; the standard ones fit no other.
      return "a progressive JPEG without Huffman tables";
    }
    if (startOfScan == 0) {
      startOfScan = i - start;
    } else if (!hasHuffmanTables()) {
      return "a second scan without Huffman tables";
    }
    return null;
  }

  /** The index of the first marker that is not part of the entropy-coded data from i on. */
  private int endOfScan(int from) {
    int i = from;
    while (true) {
      i = indexOfFF(i);
      if (i + 1 >= end) {
        return end;
      }
      int next = at(i + 1);
      if (next == 0 || isRestart(next)) {
        i += 2;
      } else if (next == 0xFF) {
        i++;
      } else {
        return i;
      }
    }
  }

  /** Eight bytes at a time, because this sees every byte of every frame. */
  private int indexOfFF(int from) {
    int i = from;
    for (int last = end - Long.BYTES; i <= last; i += Long.BYTES) {
      long word = bytes.getLong(i);
      long inverted = ~(bigEndian ? Long.reverseBytes(word) : word);
      // Has a high bit where a byte of inverted is zero; exact up to and including the first.
      long hits = (inverted - 0x0101010101010101L) & ~inverted & 0x8080808080808080L;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < end && at(i) != 0xFF) {
      i++;
    }
    return i;
  }

  private static boolean isRestart(int marker) {
    return (marker & 0xF8) == 0xD0;
  }

  private int at(int index) {
    return bytes.get(index) & 0xFF;
  }

  private int u16(int index) {
    return (at(index) << 8) | at(index + 1);
  }

  /** What is wrong with the picture, in words for people; null if nothing is. */
  public @Nullable String problem() {
    return problem;
  }

  /** Whether nothing is wrong but that the end is missing: it may be on its way. */
  public boolean isCut() {
    return CUT.equals(problem);
  }

  /** Pixels; 0 if the inspection did not come that far. */
  public int width() {
    return width;
  }

  /** Pixels; 0 if the inspection did not come that far. */
  public int height() {
    return height;
  }

  /**
   * Bytes from the buffer's position up to and including the end-of-image marker. Cameras pad: what
   * follows is no part of the picture.
   */
  public int length() {
    return length;
  }

  /**
   * Whether the JPEG brings its Huffman tables. Many webcams leave them out, and browsers then show
   * nothing: see {@link HuffmanTables}.
   */
  public boolean hasHuffmanTables() {
    return tables.haveAnyHuffman();
  }

  /** Where the first start-of-scan marker is, counted from the buffer's position. */
  public int startOfScan() {
    return startOfScan;
  }
}
