package dev.framecast.jpeg;

import dev.framecast.encode.HuffmanTables;
import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks a JPEG over without decoding it: whether it is whole, whether browsers can show it, and how
 * large its picture is. Browsers are the reason to be strict: Chromium ends a whole multipart
 * stream at the first part that does not decode.
 *
 * <p>One object serves any number of pictures, one after the other: {@link #inspect} forgets the
 * picture before. Where a picture comes in pieces, {@link #resume} looks at the new ones alone. It
 * allocates nothing for a good picture, never blocks, and belongs to one thread at a time.
 *
 * <p>The rules are those of ITU-T T.81, Annex B, where browsers' decoders are not more lenient.
 * What cannot be seen without decoding is damage inside of the entropy-coded data that looks like
 * data.
 */
public final class JpegCheck {
  /** The pixels of an 8K picture, 7680x4320: what a picture may have unless told otherwise. */
  public static final long DEFAULT_MAX_PIXELS = 7680L * 4320;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int TEM = 0x01;

  /** Encoders make ten or so. Each is a pass over all of the picture. */
  private static final int MAX_SCANS = 32;

  private static final byte[] START = {(byte) 0xFF, (byte) SOI, (byte) 0xFF};

  private static final String CUT = "the JPEG is cut off: no end of image (EOI)";
  private static final String GLUED = "a second picture begins inside of the first: it was cut";

  private long maxPixels = DEFAULT_MAX_PIXELS;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int start;
  private int end;

  /** Where to look next, an index of the buffer while one is looked at, else from its position. */
  private int next;

  /** Whether that is in entropy-coded data, and where this began, from the buffer's position. */
  private boolean inScan;

  private int scanData;

  /** Whether the last segment holds the beginning of another JPEG, as Exif's thumbnails do. */
  private boolean holdsStart;

  private int scans;
  private int length;
  private int startOfScan;
  private final JpegSegments segments = new JpegSegments();
  private @Nullable String problem = CUT;

  /** Has inspected nothing yet. */
  public JpegCheck() {}

  /**
   * Refuses pictures of more pixels (width times height) from the next one on; {@link
   * #DEFAULT_MAX_PIXELS} unless this is called. A header of 600 bytes can claim four thousand
   * million, and decoders believe it.
   *
   * @param pixels the bound on width times height
   * @return this
   */
  public JpegCheck maxPixels(long pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException(pixels + " pixels: must be at least 1");
    }
    maxPixels = pixels;
    return this;
  }

  /**
   * Inspects the JPEG between the buffer's position and limit, and leaves both where they are.
   *
   * @param jpeg read only; stays the caller's
   * @return whether the picture is good; if not, {@link #problem()} says why
   */
  public boolean inspect(ByteBuffer jpeg) {
    next = 0;
    inScan = false;
    holdsStart = false;
    scans = 0;
    length = 0;
    startOfScan = 0;
    segments.clear();
    return look(jpeg);
  }

  /**
   * Goes on where the last look ended for want of bytes ({@link #isCut()}): the same bytes from the
   * buffer's position on, wherever they are now, and more of them behind. All looks at a picture
   * together cost as much as one.
   *
   * @param jpeg all bytes of the picture that there are by now
   * @return as {@link #inspect}
   * @throws IllegalStateException when the last look did not end for want of bytes
   */
  public boolean resume(ByteBuffer jpeg) {
    if (!isCut() || jpeg.remaining() < next) {
      throw new IllegalStateException("resume: only after a look at less of the same JPEG");
    }
    return look(jpeg);
  }

  /**
   * Tells whether nothing but the end-of-image marker is missing to the picture that the last look
   * found cut ({@link #isCut()}), as some cameras leave it out: then all blocks of the picture are
   * there, which is seen by going over their codes. From then on the picture counts as good, with
   * FF D9 as the last two bytes of its {@link #length()}: the caller puts them there.
   *
   * <p>For sequential JPEGs of one scan, as cameras send them. Of others (progressive ones) the end
   * is the only sign that they are whole, and the answer is false. More than three zeros at the end
   * are taken for padding. More bytes may come after a false: after {@link #resume} this may be
   * asked again, and goes on where it ended.
   *
   * @param jpeg the bytes of the last look, or fewer
   * @return whether only the marker is missing
   */
  public boolean lacksOnlyEnd(ByteBuffer jpeg) {
    boolean data = isCut() && scans == 1 && jpeg.remaining() > scanData;
    int end = data ? segments.endOfBlocks(jpeg, startOfScan) : 0;
    length = end == 0 ? length : end + 2;
    problem = end == 0 ? problem : null;
    return end > 0;
  }

  private boolean look(ByteBuffer jpeg) {
    bytes = jpeg;
    start = jpeg.position();
    end = jpeg.limit();
    next += start;
    problem = findProblem();
    next -= start;
    return problem == null;
  }

  private @Nullable String findProblem() {
    if (next == start) {
      if (end - start < 2 && (end == start || at(start) == 0xFF)) {
        return CUT;
      }
      if (at(start) != 0xFF || at(start + 1) != SOI) {
        return "not a JPEG: does not begin with FF D8";
      }
      next += 2;
    }
    String wrong = null;
    while (wrong == null && length == 0) {
      wrong = inScan ? scanData() : segment();
    }
    return wrong;
  }

  /** Goes over the next segment, and over what stands in front of it: decoders skip that, too. */
  private @Nullable String segment() {
    int from = next;
    next = Markers.indexOfFF(bytes, from, end);
    if (next > from && holdsStart) {
      return GLUED; // the segment before is another's, too, and so not where it ends
    }
    if (next + 1 >= end) {
      return CUT;
    }
    int marker = at(next + 1);
    if (marker == 0xFF) {
      next++; // a fill byte, allowed in front of any marker
      return null;
    }
    if (marker == 0 || marker == TEM || Markers.isRestart(marker)) {
      next += 2;
      return null;
    }
    if (marker == EOI) {
      return endOfImage();
    }
    if (marker == SOI) {
      return GLUED;
    }
    if (next + 3 >= end) {
      return CUT;
    }
    int size = (at(next + 2) << 8) | at(next + 3);
    if (size < 2) {
      return "a broken segment at byte " + (next - start);
    }
    // Also the beginning of what follows, which no good picture lacks: the cut may be right there.
    if (size + START.length > end - next - 2) {
      return CUT;
    }
    holdsStart = Markers.indexOf(START, bytes, next + 4, next + 2 + size) >= 0;
    if (holdsStart && !JpegSegments.isFree(marker)) {
      return GLUED;
    }
    String wrong = segments.read(marker, bytes, next + 4, next + 2 + size, maxPixels);
    if (marker == SOS && wrong == null) {
      if (++scans > MAX_SCANS) {
        return "more than " + MAX_SCANS + " scans: decoding that would take too long";
      }
      startOfScan = startOfScan == 0 ? next - start : startOfScan;
      inScan = true;
      scanData = next + 2 + size - start;
    }
    next += 2 + size;
    return wrong;
  }

  private @Nullable String endOfImage() {
    if (startOfScan == 0) {
      return "the JPEG holds no picture";
    }
    if (!segments.frame.isWhole()) {
      return "the JPEG is cut: a colour component has no data";
    }
    length = next + 2 - start;
    return null;
  }

  /** Goes over entropy-coded data, up to the first marker that is not part of it. */
  private @Nullable String scanData() {
    while (true) {
      next = Markers.indexOfFF(bytes, next, end);
      if (next + 1 >= end) {
        return CUT;
      }
      int marker = at(next + 1);
      if (marker == 0) {
        next += 2;
      } else if (marker == 0xFF) {
        next++;
      } else if (Markers.isRestart(marker)) {
        String wrong = segments.scan.restart(marker & 7);
        if (wrong != null) {
          return wrong;
        }
        next += 2;
      } else {
        inScan = false;
        // What follows a cut picture is more telling than how much of it there is.
        return marker == SOI ? GLUED : segments.scan.end(next - start - scanData);
      }
    }
  }

  private int at(int index) {
    return bytes.get(index) & 0xFF;
  }

  /** {@return what is wrong with the picture, in words for people; null if nothing is} */
  public @Nullable String problem() {
    return problem;
  }

  /** {@return whether nothing is wrong but that the end is missing: it may be on its way} */
  public boolean isCut() {
    return CUT.equals(problem);
  }

  /** {@return pixels across; 0 if the inspection did not come that far} */
  public int width() {
    return segments.frame.width();
  }

  /** {@return pixels down; 0 if the inspection did not come that far} */
  public int height() {
    return segments.frame.height();
  }

  /**
   * {@return which field of an interlaced picture this is: 1 for the one with the topmost line, 2
   * for the other, 0 for none} The width and height are the field's, so the picture is twice as
   * high.
   */
  public int field() {
    return segments.field();
  }

  /**
   * {@return how many bytes there are from the buffer's position up to and including the
   * end-of-image marker} Cameras pad: what follows is no part of the picture.
   */
  public int length() {
    return length;
  }

  /**
   * {@return whether the JPEG brings its Huffman tables} Many webcams leave them out, and browsers
   * then show nothing: see {@link HuffmanTables}.
   */
  public boolean hasHuffmanTables() {
    return segments.haveHuffmanTables();
  }

  /** {@return where the first start-of-scan marker is, counted from the buffer's position} */
  public int startOfScan() {
    return startOfScan;
  }
}
