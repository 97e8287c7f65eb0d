package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.http.HttpBody;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One session with a camera, of which each answer tells whether it is a stream or a picture. What
 * ends behind its first picture, whatever it calls itself, is asked for again and again.
 */
final class HttpSession implements FrameSession {
  private static final SessionInfo NOT_YET = SessionInfo.builder().codec("mjpeg").build();

  private final HttpDial dial;
  private final SessionContext context;
  private volatile @Nullable FrameSession pictures;

  /** The answer of which one picture has come: whether it is a stream is seen at the second. */
  private HttpExchange.@Nullable Answer unclear;

  /** Whether that answer names a boundary, or has parts. */
  private boolean parts;

  HttpSession(HttpDial dial, SessionContext context) {
    this.dial = dial;
    this.context = context;
  }

  @Override
  public boolean advance() throws IOException {
    FrameSession found = pictures;
    if (found == null) {
      return begin(dial.ask(""));
    }
    HttpExchange.Answer answer = unclear;
    unclear = null;
    if (answer != null && found instanceof HttpMjpegSession before) {
      if (goesOn(before, answer)) {
        return true;
      }
      if (dial.isCancelled() || (parts && before.count() > 1)) {
        return false; // a stream that has ended
      }
      found.close();
      found = new SnapshotSession(dial, null, context);
      pictures = found;
    }
    boolean any = found.advance();
    HttpExchange.Answer stream =
        any || !(found instanceof SnapshotSession polled) ? null : polled.takeStream();
    return stream == null ? any : begin(stream);
  }

  private boolean begin(HttpExchange.Answer answer) throws IOException {
    Content content = Content.of(answer, dial);
    if (content == Content.PICTURE || content == Content.NOTHING) {
      FrameSession found = new SnapshotSession(dial, answer, context);
      pictures = found;
      return found.advance();
    }
    FrameSession found = new HttpMjpegSession(dial, answer, context);
    pictures = found;
    boolean any = found.advance();
    boolean mayBePicture = answer.head().isPicture() || answer.head().contentLength() > 0;
    if (any && content == Content.PICTURES && mayBePicture) {
      answer.limit(System.nanoTime() + Content.MORE_NANOS);
    }
    parts = content == Content.STREAM;
    unclear = any ? answer : null;
    return any;
  }

  private boolean goesOn(HttpMjpegSession stream, HttpExchange.Answer answer) throws IOException {
    try {
      boolean any = stream.advance();
      answer.unlimited();
      return any;
    } catch (IOException e) {
      if (parts) {
        throw e;
      }
      return false; // it was time, or the camera has cut it off
    }
  }

  private FrameSession pictures() {
    FrameSession found = pictures;
    if (found == null) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    return found;
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    pictures().writeJpeg(rendition, slot);
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    return pictures().writeRaw(rendition, slot);
  }

  @Override
  public SessionInfo info() {
    FrameSession found = pictures;
    return found == null ? NOT_YET : found.info();
  }

  @Override
  public void cancel() {
    dial.cancel();
    FrameSession found = pictures;
    if (found != null) {
      found.cancel();
    }
  }

  @Override
  public void close() {
    dial.close();
    FrameSession found = pictures;
    if (found != null) {
      found.close();
    }
  }

  /**
   * What an answer holds, by its type and by what it begins with: some say text/html of all they
   * have, and some call a single picture a stream.
   */
  enum Content {
    /** One picture, which may be compressed. */
    PICTURE,
    /** Pictures without parts, one or more: that is seen when there is a second. */
    PICTURES,
    /** Parts, most likely. */
    STREAM,
    NOTHING;

    /** How long more may be in coming where it would tell what an answer is. */
    static final long MORE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int GZIP = 0x1F;

    /**
     * Waits for what the answer begins with.
     *
     * @throws SourceException when it is nothing that can be shown; the connection is then closed
     */
    static Content of(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
      boolean good = false;
      try {
        Content content = look(answer, dial);
        good = true;
        return content;
      } finally {
        if (!good) {
          dial.close();
        }
      }
    }

    private static Content look(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
      HttpHead head = answer.head();
      if (head.status() == 204) {
        return NOTHING;
      }
      if (head.isCompressed()) {
        return uncompressed(firstInTime(answer, dial), answer, dial);
      }
      if (head.isPicture()) {
        int first = head.contentLength() == 0 ? firstInTime(answer, dial) : first(answer, dial);
        return first < 0 ? NOTHING : answer.body().isBounded() ? PICTURE : PICTURES;
      }
      if (head.isStream()) {
        answer.unlimited(); // its first picture may take its time
        return first(answer, dial) == 0xFF ? PICTURES : STREAM;
      }
      return byBeginning(firstInTime(answer, dial), head, dial);
    }

    private static Content uncompressed(int first, HttpExchange.Answer answer, HttpDial dial)
        throws SourceException {
      HttpHead head = answer.head();
      if (first == 0xFF || first == '-') { // it is not
        return first == 0xFF && head.isPicture() && answer.body().isBounded()
            ? PICTURE
            : byBeginning(first, head, dial);
      }
      if (first == GZIP && head.isPicture()) {
        return PICTURE;
      }
      if (first < 0 && head.isPicture()) {
        return NOTHING;
      }
      throw head.isPicture() || head.isStream()
          ? dial.fail(
              Kind.UNSUPPORTED,
              "the camera sends its answer compressed, which it was asked not to do")
          : HttpProblems.other(head.mediaType(), dial);
    }

    private static Content byBeginning(int first, HttpHead head, HttpDial dial)
        throws SourceException {
      return switch (first) {
        case 0xFF -> PICTURES;
        case '-' -> STREAM; // a boundary
        default -> throw HttpProblems.other(head.mediaType(), dial);
      };
    }

    private static int first(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
      try {
        return answer.body().peek();
      } catch (IOException e) {
        throw dial.broken(answer);
      }
    }

    /** What is not there soon is taken for nothing. */
    private static int firstInTime(HttpExchange.Answer answer, HttpDial dial)
        throws SourceException {
      try {
        answer.limit(System.nanoTime() + MORE_NANOS);
        int first = answer.body().peek();
        answer.limit(System.nanoTime() + dial.timeoutNanos());
        return first;
      } catch (IOException e) {
        if (answer.isLate()) {
          return -1;
        }
        throw dial.broken(answer);
      }
    }

    /** The body of a {@link #PICTURE}. */
    static InputStream unpacked(HttpExchange.Answer answer) throws IOException {
      HttpBody body = answer.body();
      return answer.head().isCompressed() && body.peek() == GZIP ? new GZIPInputStream(body) : body;
    }
  }
}
