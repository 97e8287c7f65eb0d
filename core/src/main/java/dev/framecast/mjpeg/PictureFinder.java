package dev.framecast.mjpeg;

import static dev.framecast.mjpeg.PartFinder.START_OF_JPEG;

import dev.framecast.jpeg.JpegCheck;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JPEG in what begins at the beginning of the buffer, and waits until it is whole, but no
 * longer.
 *
 * <p>A JPEG ends where its own end-of-image marker (EOI) says, whatever length was announced. Where
 * the camera leaves that marker out, the picture is over when all of its blocks are there ({@link
 * JpegCheck#lacksOnlyEnd}), which is looked at where the announced length is reached, where the
 * next part begins, and, once one picture had no EOI, whenever nothing more is there to read.
 */
/*
 * What it costs: the check sees each byte once, when it comes. The search for a delimiter is bounded
 * by the headers in front of the scan and by what fits behind the picture; blocks are counted, which
 * is sixty times as slow, only where the EOI is missing.
 */
final class PictureFinder {
  /**
   * What may stand in front of a picture: a line end, FF, some camera's own header, empty JPEGs.
   */
  private static final int MAX_JUNK = 1024;

  /** Behind a picture at the end of what has come so far: a delimiter, and headers perhaps. */
  private static final int TAIL = 512;

  private static final byte FF = (byte) 0xFF;
  private static final byte SOI = (byte) 0xD8;
  private static final byte EOI = (byte) 0xD9;

  private static final String EMPTY = "the JPEG holds no picture";

  private final StreamBuffer buffer;
  private final PartFinder parts;
  private final JpegCheck check;
  private final int maxFrameBytes;

  /** Whether a picture had no EOI, and whether one went on behind its announced length. */
  private boolean endsMissing;

  private boolean lengthsTooSmall;

  private boolean begun;
  private boolean ended;
  private long arrivedNanos;
  private @Nullable String problem;

  PictureFinder(StreamBuffer buffer, PartFinder parts, JpegCheck check, int maxFrameBytes) {
    this.buffer = buffer;
    this.parts = parts;
    this.check = check;
    this.maxFrameBytes = maxFrameBytes;
  }

  /** Whether the stream ended before the picture did. */
  boolean hasEnded() {
    return ended;
  }

  /** What is wrong with the picture; null if there is none, for nothing but a delimiter came. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether a JPEG began, be it whole or not. */
  boolean hasBegun() {
    return begun;
  }

  /** When the first bytes of the picture came. */
  long arrivedNanos() {
    return arrivedNanos;
  }

  /**
   * Whether a whole JPEG stands at the beginning of the buffer then.
   *
   * @param announced bytes from the beginning of the buffer on, or 0
   */
  boolean find(int announced) throws IOException {
    problem = null;
    begun = false;
    ended = false;
    arrivedNanos = buffer.filledNanos();
    int junk = dropJunk();
    if (junk < 0) {
      return false;
    }
    begun = true;
    int length = Math.max(0, announced - junk);
    boolean good = check.inspect(buffer.view(0, buffer.size()));
    while (!good) {
      if (!check.isCut()) {
        return endsInside(length);
      }
      if (buffer.size() > maxFrameBytes) {
        throw tooLarge();
      }
      int next = buffer.size() < length ? -1 : delimiterInTail();
      if (next >= 0) {
        return endsBefore(next) || isBroken();
      }
      if (isOver(length)) {
        return addEnd();
      }
      if (!fill()) {
        return endsWithStream();
      }
      good = check.resume(buffer.view(0, buffer.size()));
    }
    lengthsTooSmall |= length > 0 && check.length() > length;
    if (check.length() > maxFrameBytes) {
      throw tooLarge();
    }
    // A segment that was cut off takes the beginning of the next part for its own content.
    if (parts.delimiter(0, check.startOfScan()) >= 0) {
      problem = "the JPEG is cut: the next part begins inside of it";
      return false;
    }
    return true;
  }

  /**
   * Drops what stands in front of the JPEG, empty ones too; returns how much, or -1 if there is no
   * JPEG.
   */
  private int dropJunk() throws IOException {
    int dropped = 0;
    while (true) {
      int size = buffer.size();
      boolean first = size >= 2 && buffer.at(0) == FF && buffer.at(1) == SOI;
      int next = first ? -1 : parts.delimiter(0, MAX_JUNK);
      int start = first ? 0 : buffer.indexOf(START_OF_JPEG, 0, next < 0 ? MAX_JUNK : next);
      if (next >= 0 && start < 0) {
        problem = dropped > 0 ? EMPTY : next <= 2 ? null : "not a JPEG: does not begin with FF D8";
        return -1;
      }
      if (start < 0 && size > MAX_JUNK + PartFinder.LONGEST_DELIMITER) {
        problem = "not a JPEG: does not begin with FF D8";
        return -1;
      }
      if (start >= 0 && size >= start + 4) {
        int twice = start;
        while (twice + 4 <= size && buffer.at(twice + 2) == FF && buffer.at(twice + 3) == SOI) {
          twice += 2; // the second is the picture's: decoders refuse two
        }
        boolean empty = twice + 4 <= size && buffer.at(twice + 3) == EOI;
        if (!empty) {
          buffer.drop(twice);
          return dropped + twice;
        }
        if (dropped > MAX_JUNK) {
          problem = EMPTY;
          return -1;
        }
        buffer.drop(twice + 4);
        dropped += twice + 4;
        continue;
      }
      if (!fill()) {
        return -1;
      }
      arrivedNanos = buffer.filledNanos();
    }
  }

  /** A delimiter after which nothing has come but headers, and more is not there to read; or -1. */
  private int delimiterInTail() throws IOException {
    int size = buffer.size();
    return buffer.at(size - 1) != '\n' || buffer.isMoreWaiting()
        ? -1
        : parts.delimiter(Math.max(0, size - TAIL), size);
  }

  private boolean isOver(int announced) throws IOException {
    int size = buffer.size();
    if (announced > 0
        && size >= announced
        && !lengthsTooSmall
        && check.lacksOnlyEnd(buffer.view(0, announced))) {
      return true;
    }
    return endsMissing && !buffer.isMoreWaiting() && check.lacksOnlyEnd(buffer.view(0, size));
  }

  /** No more will come; what has come may hold the beginning of the next picture all the same. */
  private boolean endsWithStream() {
    int scan = Math.max(START_OF_JPEG.length, check.startOfScan());
    int next = buffer.indexOf(START_OF_JPEG, scan, buffer.size());
    if (next >= 0 || parts.delimiter(0, buffer.size()) >= 0) {
      ended = false;
      return endsInside(0);
    }
    return endsBefore(buffer.size());
  }

  /** Something else follows where the picture should go on: it may lack nothing but its end. */
  private boolean endsInside(int announced) {
    String wrong = check.problem();
    int next = nextPicture();
    if ((announced > 0 && announced <= buffer.size() && wouldEnd(announced))
        || (next > 0 && wouldEnd(next))) {
      return true;
    }
    problem = wrong;
    return false;
  }

  private boolean wouldEnd(int at) {
    return !check.inspect(buffer.view(0, beforeLineEnd(at))) && endsBefore(at);
  }

  /** Where the next part or picture begins behind the present one's headers; 0 if none does. */
  private int nextPicture() {
    int scan = check.startOfScan();
    if (scan == 0) {
      return 0;
    }
    int next = buffer.indexOf(START_OF_JPEG, scan, buffer.size());
    int delimiter = parts.delimiter(scan, next < 0 ? buffer.size() : next);
    return Math.max(0, delimiter >= 0 ? delimiter : next);
  }

  /** Whether the JPEG is whole but for its EOI, of which no more than so many bytes can come. */
  private boolean endsBefore(int end) {
    return check.lacksOnlyEnd(buffer.view(0, beforeLineEnd(end))) && addEnd();
  }

  private int beforeLineEnd(int end) {
    int line = end;
    while (line > 0
        && end - line < 2
        && (buffer.at(line - 1) == '\r' || buffer.at(line - 1) == '\n')) {
      line--;
    }
    return line;
  }

  private boolean addEnd() {
    endsMissing = true;
    problem = null;
    buffer.insert(check.length() - 2, FF, EOI);
    return true;
  }

  private boolean isBroken() {
    problem = check.problem();
    return false;
  }

  private boolean fill() throws IOException {
    ended = !buffer.fill();
    return !ended;
  }

  private IOException tooLarge() {
    return MjpegReader.broken("a frame has more than " + maxFrameBytes + " bytes");
  }
}
