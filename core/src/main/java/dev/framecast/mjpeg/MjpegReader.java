package dev.framecast.mjpeg;

import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JPEGs out of an MJPEG stream, as cameras really send it: {@code
 * multipart/x-mixed-replace} or a bare sequence of JPEGs.
 *
 * <ul>
 *   <li>Boundaries are quoted or not, and have dashes around them or not. Where another one is sent
 *       than was announced, that one counts; where a delimiter is missing, a part begins with its
 *       headers; a closing delimiter closes nothing while more comes. Lines end in CRLF or LF.
 *   <li>A JPEG is given out as soon as its own last byte is there. It is found by looking into it
 *       ({@link JpegCheck}): many cameras send the boundary only in front of the next picture, and
 *       waiting for that would cost one frame of delay. Content-Length may be missing or wrong.
 *   <li>A JPEG without its end-of-image marker (EOI) is given one if all of its blocks are there.
 *       That is seen where the announced length, or the next part, is reached, or when nothing more
 *       has come after a picture that had no EOI, either. It can be told of sequential JPEGs of one
 *       scan, as cameras send them; progressive ones without EOI are skipped.
 *   <li>A part is looked into whatever its type is (but audio, and video of H.264 or H.265); up to
 *       a kilobyte may stand in front of the JPEG, and anything behind it. A second JPEG in one
 *       part is left out.
 *   <li>Parts that are broken, cut, or no JPEGs are skipped, counted and told. An empty part is
 *       none.
 * </ul>
 *
 * <p>A picture may be one field of an interlaced one ("AVI1"): it is given out as it is, and {@link
 * JpegCheck#field()} tells which.
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

  private static final int MAX_BROKEN_IN_A_ROW = 50;

  /** Who waited so long for a picture skips it for no newer one. */
  private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final StreamBuffer buffer;
  private final int maxFrameBytes;
  private final JpegCheck check = new JpegCheck();
  private final PartFinder parts;
  private final PictureFinder picture;

  private SkipListener skips = problem -> {};
  private boolean ended;
  private int length;
  private int brokenInARow;
  private long dropped;
  private long waitedBefore;

  /**
   * Reads from the stream's present position.
   *
   * @param in read by {@link #next}, which blocks on it; closed by whoever opened it
   * @param contentType the response's Content-Type; without a usable one the stream is taken for a
   *     bare sequence of JPEGs
   */
  public MjpegReader(InputStream in, @Nullable String contentType) {
    this(in, contentType, DEFAULT_MAX_FRAME_BYTES);
  }

  /**
   * Reads from the stream's present position.
   *
   * @param in read by {@link #next}, which blocks on it; closed by whoever opened it
   * @param contentType the response's Content-Type, or null
   * @param maxFrameBytes a larger JPEG ends the stream with {@link Kind#BROKEN}
   */
  public MjpegReader(InputStream in, @Nullable String contentType, int maxFrameBytes) {
    this(in, contentType, maxFrameBytes, System::nanoTime);
  }

  /** With a clock of the test's. */
  MjpegReader(
      InputStream in, @Nullable String contentType, int maxFrameBytes, LongSupplier nanoTime) {
    this.buffer = new StreamBuffer(in, nanoTime);
    this.maxFrameBytes = maxFrameBytes;
    this.parts = new PartFinder(buffer, contentType, maxFrameBytes);
    this.picture = new PictureFinder(buffer, parts, check, maxFrameBytes);
  }

  /**
   * Skips JPEGs of more pixels: {@link JpegCheck#maxPixels}. Before the first {@link #next}.
   *
   * @param pixels the bound on width times height
   * @return this reader
   */
  public MjpegReader maxPixels(long pixels) {
    check.maxPixels(pixels);
    return this;
  }

  /**
   * Has this told of parts that are skipped. Before the first {@link #next}.
   *
   * @param listener called within {@link #next}
   * @return this reader
   */
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
      boolean bare = parts.isBare();
      boolean begun = bare ? toNextJpeg() : parts.next();
      if (!begun) {
        ended = bare || !parts.isBare(); // else there are no parts, as it turned out
      } else if (parts.headers().areOfAudioOrVideo()) {
        skipOther();
      } else if (picture.find(parts.headers().contentLength(maxFrameBytes))) {
        brokenInARow = 0;
        length = check.length();
        return true;
      } else if (picture.hasEnded()) {
        ended = true;
      } else {
        skipBroken(picture.problem());
      }
    }
    return false;
  }

  /**
   * {@return the JPEG that {@link #next} reached: a view of this reader's own memory, good until
   * the next call of any method of this reader}
   */
  public ByteBuffer jpeg() {
    return buffer.view(0, length);
  }

  /**
   * {@return a header of the part that holds the JPEG, by its name in any case; null if it has none
   * such}
   *
   * @param name such as {@code X-Timestamp}
   */
  public @Nullable String header(String name) {
    return parts.headers().get(name);
  }

  /**
   * {@return when the first bytes of the JPEG arrived, on the scale of {@link System#nanoTime()}}
   */
  public long arrivedNanos() {
    return picture.arrivedNanos();
  }

  /**
   * {@return the check that found the JPEG good; it changes with the next call of {@link #next}}
   */
  public JpegCheck inspected() {
    return check;
  }

  /** {@return pixels across} */
  public int width() {
    return check.width();
  }

  /** {@return pixels down: twice those of the JPEG if that is one field of the picture} */
  public int height() {
    return check.field() == 0 ? check.height() : 2 * check.height();
  }

  /** {@return how many parts were skipped because they held no whole JPEG} */
  public long dropped() {
    return dropped;
  }

  /**
   * {@return whether about as many bytes of another part's JPEG as this one has are waiting behind
   * it, so that it is most likely not the newest; false also when {@link #next} had to wait for
   * this one after a true, so that whoever skips pictures does not do so for ever} Does not block.
   *
   * @throws IOException when the stream fails as it is asked what has come
   */
  public boolean isNewerWaiting() throws IOException {
    boolean waited = buffer.waitedNanos() - waitedBefore > WAITED_NANOS;
    if (length > 0 && !waited && hasNewer()) {
      return true;
    }
    waitedBefore = buffer.waitedNanos();
    return false;
  }

  private boolean hasNewer() throws IOException {
    int from = length;
    boolean inNextPart = !parts.hasDelimiters();
    while (true) {
      int found =
          inNextPart
              ? buffer.indexOf(PartFinder.START_OF_JPEG, from, buffer.size())
              : parts.delimiter(from, buffer.size());
      if (found >= 0 && !inNextPart) {
        inNextPart = true;
        from = found;
        continue;
      }
      if (found >= 0 && buffer.size() - found >= length) {
        return true;
      }
      from = found >= 0 ? found : Math.max(from, buffer.size() - PartFinder.LONGEST_DELIMITER);
      if (buffer.size() > maxFrameBytes || !buffer.isMoreWaiting() || !buffer.fill()) {
        return false;
      }
    }
  }

  private boolean toNextJpeg() throws IOException {
    parts.headers().clear();
    byte[] start = PartFinder.START_OF_JPEG;
    int at = buffer.indexOf(start, 0, buffer.size());
    while (at < 0) {
      buffer.drop(Math.max(0, buffer.size() - start.length + 1));
      if (!buffer.fill()) {
        return false;
      }
      at = buffer.indexOf(start, 0, buffer.size());
    }
    buffer.drop(at);
    return true;
  }

  private void skipBroken(@Nullable String problem) throws IOException {
    if (problem == null) {
      return; // an empty part
    }
    if (!parts.headers().areOfImage() && !picture.hasBegun()) {
      skipOther();
      return;
    }
    dropped++;
    skips.skipped(problem);
    if (++brokenInARow >= MAX_BROKEN_IN_A_ROW) {
      throw broken(brokenInARow + " parts in a row are unusable; the last: " + problem);
    }
    if (parts.isBare()) {
      buffer.drop(Math.max(2, check.startOfScan())); // else the same JPEG would be found again
    }
  }

  private void skipOther() throws IOException {
    dropped++;
    skips.skippedOther("a part of " + parts.headers().typeInWords());
  }

  static SourceException broken(String what) {
    return new SourceException(Kind.BROKEN, "not a usable MJPEG stream: " + what);
  }
}
