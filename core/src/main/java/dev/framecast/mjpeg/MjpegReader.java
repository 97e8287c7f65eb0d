package dev.framecast.mjpeg;

import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JPEGs out of an MJPEG stream, as cameras really send it: {@code
 * multipart/x-mixed-replace} with its boundary quoted or not and with dashes or not, with CRLF or
 * LF, with or without Content-Length (or with a wrong one), or a bare sequence of JPEGs.
 *
 * <p>A JPEG is given out as soon as its own last byte is there. It is found by looking into the
 * JPEG ({@link JpegCheck}): many cameras send the boundary only in front of the next picture, and
 * waiting for that would cost one frame of delay. Content-Length only says when looking is worth
 * it. Parts that are broken, cut, or no JPEGs are skipped.
 *
 * <pre>{@code
 * MjpegReader reader = new MjpegReader(response.body(), contentType);
 * while (reader.next()) {
 *   use(reader.jpeg());
 * }
 * }</pre>
 *
 * <p>Owned by one thread. Blocks as the stream does; the stream is the caller's, who also closes
 * it.
 */
public final class MjpegReader {
  /** Bytes that one JPEG may have, unless the caller says otherwise. */
  public static final int DEFAULT_MAX_FRAME_BYTES = 32 * 1024 * 1024;

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_BROKEN_IN_A_ROW = 50;
  private static final byte[] START_OF_JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private final StreamBuffer buffer;
  private final int maxFrameBytes;
  private final JpegCheck check = new JpegCheck();
  private final PartHeaders headers = new PartHeaders();

  /** Null when there are no boundaries to go by: then the JPEGs are found by their own markers. */
  private byte @Nullable [] delimiter;

  private SkipListener skips = problem -> {};
  private boolean anyPart;
  private boolean anyJpeg;
  private boolean ended;
  private int length;
  private int brokenInARow;
  private long dropped;
  private long arrivedNanos;

  /**
   * Reads from the stream's present position.
   *
   * @param contentType the response's Content-Type; without a usable one the stream is taken for a
   *     bare sequence of JPEGs
   */
  public MjpegReader(InputStream in, @Nullable String contentType) {
    this(in, contentType, DEFAULT_MAX_FRAME_BYTES);
  }

  /**
   * Reads from the stream's present position.
   *
   * @param maxFrameBytes a larger JPEG ends the stream with {@link Kind#BROKEN}
   */
  public MjpegReader(InputStream in, @Nullable String contentType, int maxFrameBytes) {
    this.buffer = new StreamBuffer(in);
    this.delimiter = Boundary.of(contentType);
    this.maxFrameBytes = maxFrameBytes;
  }

  /** Skips JPEGs of more pixels: {@link JpegCheck#maxPixels}. Before the first {@link #next}. */
  public MjpegReader maxPixels(long pixels) {
    check.maxPixels(pixels);
    return this;
  }

  /** Has this told of parts that are skipped. Before the first {@link #next}. */
  public MjpegReader onSkipped(SkipListener listener) {
    skips = listener;
    return this;
  }

  /**
   * Goes on to the next JPEG, and waits for it. The JPEG before is gone.
   *
   * @return false at the end of the stream
   * @throws SourceException {@link Kind#BROKEN} when this is no stream of JPEGs
   * @throws IOException what the stream throws
   */
  public boolean next() throws IOException {
    buffer.drop(length);
    length = 0;
    while (!ended) {
      boolean begun = delimiter == null ? toNextJpeg() : toNextPart(delimiter);
      if (begun && readJpeg()) {
        brokenInARow = 0;
        anyJpeg = true;
        return true;
      }
    }
    return false;
  }

  /**
   * The JPEG that {@link #next} reached: a view of this reader's own memory, good until the next
   * call of any method of this reader.
   */
  public ByteBuffer jpeg() {
    return buffer.view(0, length);
  }

  /**
   * A header of the part that holds the JPEG, by its name in any case; null if it has none such.
   */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** When the first bytes of the JPEG arrived, on the scale of {@link System#nanoTime()}. */
  public long arrivedNanos() {
    return arrivedNanos;
  }

  /** The check that found the JPEG good; it changes with the next call of {@link #next}. */
  public JpegCheck inspected() {
    return check;
  }

  /** Pixels of the JPEG. */
  public int width() {
    return check.width();
  }

  /** Pixels of the JPEG. */
  public int height() {
    return check.height();
  }

  /** Parts that were skipped because they held no whole JPEG. */
  public long dropped() {
    return dropped;
  }

  /**
   * Whether about as many bytes of another JPEG as this one has are waiting behind it, so that it
   * is most likely not the newest. Does not block.
   */
  public boolean isNewerWaiting() throws IOException {
    return length > 0 && buffer.hasWaiting(START_OF_JPEG, length, length, maxFrameBytes);
  }

  private boolean toNextJpeg() throws IOException {
    headers.clear();
    int at = buffer.indexOf(START_OF_JPEG, 0);
    while (at < 0) {
      buffer.drop(Math.max(0, buffer.size() - START_OF_JPEG.length + 1));
      if (!fill()) {
        return false;
      }
      at = buffer.indexOf(START_OF_JPEG, 0);
    }
    buffer.drop(at);
    arrivedNanos = buffer.filledNanos();
    return true;
  }

  /** Goes on to the body of the next part. */
  private boolean toNextPart(byte[] boundary) throws IOException {
    int skipped = 0;
    while (true) {
      int line = lineEnd(maxFrameBytes);
      if (line < 0) {
        return false;
      }
      boolean isDelimiter = Boundary.isAt(buffer, boundary, line);
      String text = isDelimiter || !anyPart ? buffer.text(0, line).trim() : "";
      buffer.drop(line + 1);
      if (isDelimiter && text.endsWith("--")) {
        ended = true;
        return false;
      }
      if (isDelimiter) {
        break;
      }
      skipped += line + 1;
      if (!anyPart && (text.startsWith("--") || skipped > MAX_HEADER_BYTES)) {
        delimiter = null; // the boundary that was announced is not the one that is sent
        return false;
      }
    }
    anyPart = true;
    return readHeaders();
  }

  private boolean readHeaders() throws IOException {
    headers.clear();
    int total = 0;
    while (true) {
      int line = lineEnd(MAX_HEADER_BYTES);
      if (line < 0) {
        return false;
      }
      total += line + 1;
      if (total > MAX_HEADER_BYTES) {
        throw broken("a part has more than " + MAX_HEADER_BYTES + " bytes of headers");
      }
      String text = buffer.text(0, line).trim();
      buffer.drop(line + 1);
      if (text.isEmpty()) {
        break;
      }
      headers.add(text);
    }
    arrivedNanos = buffer.filledNanos();
    if (!headers.mayBeImage() && !anyJpeg) {
      skips.skipped("a part that is no picture by its type");
    }
    return headers.mayBeImage();
  }

  /** Whether a whole JPEG stands at the beginning of the buffer; waits until that is clear. */
  private boolean readJpeg() throws IOException {
    if (buffer.size() == 0) {
      if (!fill()) {
        return false;
      }
      arrivedNanos = buffer.filledNanos();
    }
    int announced = headers.contentLength(maxFrameBytes);
    while (buffer.size() < announced && buffer.fill()) {
      // Not worth a look yet.
    }
    boolean good = check.inspect(buffer.view(0, buffer.size()));
    while (!good) {
      if (!check.isCut()) {
        skipBroken();
        return false;
      }
      if (buffer.size() > maxFrameBytes) {
        throw broken("a frame has more than " + maxFrameBytes + " bytes");
      }
      if (!fill()) {
        return false;
      }
      good = check.resume(buffer.view(0, buffer.size()));
    }
    if (check.length() > maxFrameBytes) {
      throw broken("a frame has more than " + maxFrameBytes + " bytes");
    }
    length = check.length();
    return true;
  }

  private void skipBroken() throws IOException {
    dropped++;
    skips.skipped(String.valueOf(check.problem()));
    if (++brokenInARow >= MAX_BROKEN_IN_A_ROW) {
      throw broken(brokenInARow + " parts in a row are unusable; the last: " + check.problem());
    }
    if (delimiter == null) {
      buffer.drop(2); // else the same JPEG would be found again
    }
  }

  /** The index of the next line feed, or -1 at the end of the stream. */
  private int lineEnd(int max) throws IOException {
    int from = 0;
    while (true) {
      int at = buffer.indexOf((byte) '\n', from);
      if (at >= 0) {
        return at;
      }
      from = buffer.size();
      if (from > max) {
        throw broken("more than " + max + " bytes without a line end");
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  private boolean fill() throws IOException {
    if (!buffer.fill()) {
      ended = true;
      return false;
    }
    return true;
  }

  private static SourceException broken(String what) {
    return new SourceException(Kind.BROKEN, "not a usable MJPEG stream: " + what);
  }
}
