package dev.framecast.mjpeg;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the parts of a multipart stream begin, and reads their headers. Goes by the boundary
 * that was announced; where another one is sent, by that one; where the delimiter is missing, by
 * the headers themselves.
 */
final class PartFinder {
  /** What JPEGs begin with: two bytes, and the first of the next marker. */
  static final byte[] START_OF_JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  /** What a delimiter that is not complete may have so far. */
  static final int LONGEST_DELIMITER = 600;

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int LONGEST_TEXT = 1024;

  private final StreamBuffer buffer;
  private final int maxFrameBytes;
  private final PartHeaders headers = new PartHeaders();
  private @Nullable Boundary boundary;

  /** Whether a delimiter of that boundary was seen. */
  private boolean proven;

  private boolean anyPart;
  private boolean noParts;

  PartFinder(StreamBuffer buffer, @Nullable String contentType, int maxFrameBytes) {
    this.buffer = buffer;
    this.boundary = Boundary.of(contentType);
    this.maxFrameBytes = maxFrameBytes;
  }

  PartHeaders headers() {
    return headers;
  }

  /** Whether there are no parts but JPEGs one after the other: to be found by their own markers. */
  boolean isBare() {
    return noParts;
  }

  /**
   * Goes on to the body of the next part.
   *
   * @return false at the end of the stream, or where it turns out to have no parts
   */
  boolean next() throws IOException {
    headers.clear();
    String dashedLine = null;
    int skipped = 0;
    while (true) {
      int line = lineEnd(maxFrameBytes, !proven);
      if (line < 0) {
        return false;
      }
      int delimiter = delimiter(0, line);
      if (delimiter >= 0) {
        return readHeaders(delimiter, line);
      }
      String text = line <= LONGEST_TEXT ? buffer.text(0, line).trim() : "";
      buffer.drop(line + 1);
      skipped += line + 1;
      boolean header = begins(text, dashedLine);
      if (header || (dashedLine != null && text.isEmpty())) {
        if (dashedLine != null) {
          boundary = Boundary.ofLine(dashedLine); // not the one that was announced
          proven = true;
        }
        headers.add(text);
        return text.isEmpty() || readHeaders();
      }
      dashedLine = !proven && text.startsWith("--") ? text : null;
      if (!anyPart && skipped > MAX_HEADER_BYTES) {
        noParts = true;
        return false;
      }
    }
  }

  /** Whether a line that is no delimiter is the first header of a part all the same. */
  private boolean begins(String text, @Nullable String lineBefore) {
    return PartHeaders.isContentHeader(text)
        || ((lineBefore != null || !anyPart) && PartHeaders.isHeader(text));
  }

  /** Reads the headers behind a delimiter, which may have the first one in its own line. */
  private boolean readHeaders(int delimiter, int line) throws IOException {
    String rest = boundary == null ? null : boundary.rest(buffer, delimiter);
    proven = true;
    headers.clear();
    headers.add(rest == null ? "" : rest);
    buffer.drop(line + 1);
    return readHeaders();
  }

  private boolean readHeaders() throws IOException {
    anyPart = true;
    int total = 0;
    while (true) {
      if (buffer.size() == 0 && !buffer.fill()) {
        return false;
      }
      if (buffer.at(0) == START_OF_JPEG[0]) {
        return true; // the blank line was forgotten
      }
      int line = lineEnd(MAX_HEADER_BYTES, false);
      if (line < 0) {
        return false;
      }
      total += line + 1;
      if (total > MAX_HEADER_BYTES) {
        throw MjpegReader.broken("a part has more than " + MAX_HEADER_BYTES + " bytes of headers");
      }
      int delimiter = delimiter(0, line);
      if (delimiter >= 0) {
        return readHeaders(delimiter, line);
      }
      String text = buffer.text(0, line).trim();
      buffer.drop(line + 1);
      if (text.isEmpty()) {
        return true;
      }
      headers.add(text);
    }
  }

  /** Whether delimiters can be found by {@link #delimiter}. */
  boolean hasDelimiters() {
    return proven;
  }

  /** Where the first complete delimiter begins between two indexes of the buffer, or -1. */
  int delimiter(int from, int to) {
    return boundary == null ? -1 : boundary.find(buffer, from, to);
  }

  /**
   * The index of the next line feed, or -1 at the end of the stream, or where a JPEG begins that is
   * no part's.
   */
  private int lineEnd(int max, boolean jpegsAlone) throws IOException {
    int from = 0;
    while (true) {
      int at = buffer.indexOf((byte) '\n', from, buffer.size());
      if (jpegsAlone) {
        int behind = Math.max(0, from - START_OF_JPEG.length + 1);
        if (buffer.indexOf(START_OF_JPEG, behind, at < 0 ? buffer.size() : at) >= 0) {
          noParts = true;
          return -1;
        }
      }
      if (at >= 0) {
        return at;
      }
      from = buffer.size();
      if (from > max) {
        throw MjpegReader.broken("more than " + max + " bytes without a line end");
      }
      if (!buffer.fill()) {
        return -1;
      }
    }
  }
}
