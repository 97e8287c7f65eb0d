package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import java.io.IOException;
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
    HttpContent content = HttpContent.of(answer, dial);
    if (content == HttpContent.PICTURE || content == HttpContent.NOTHING) {
      FrameSession found = new SnapshotSession(dial, answer, context);
      pictures = found;
      return found.advance();
    }
    FrameSession found = new HttpMjpegSession(dial, answer, context);
    pictures = found;
    boolean any = found.advance();
    boolean mayBePicture = answer.head().isPicture() || answer.head().contentLength() > 0;
    if (any && content == HttpContent.PICTURES && mayBePicture) {
      answer.limit(System.nanoTime() + HttpContent.MORE_NANOS);
    }
    parts = content == HttpContent.STREAM;
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
}
