package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to a camera, of which the answer tells whether it sends a stream or a picture. */
final class HttpSession implements FrameSession {
  private static final SessionInfo NOT_YET = SessionInfo.builder().codec("mjpeg").build();

  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "application/json",
          "application/sdp",
          "application/xml",
          "image/gif",
          "image/png",
          "image/webp",
          "text/html",
          "text/plain",
          "text/xml",
          "video/h264",
          "video/mp2t",
          "video/mp4",
          "video/x-flv");

  /** How long more may be in coming where it would tell what an answer is. */
  private static final long MORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HttpDial dial;
  private final SessionContext context;
  private volatile @Nullable FrameSession pictures;

  /** An answer that is one picture or a stream of them: that is seen when there is a second. */
  private HttpExchange.@Nullable Answer unclear;

  HttpSession(HttpDial dial, SessionContext context) {
    this.dial = dial;
    this.context = context;
  }

  @Override
  public boolean advance() throws IOException {
    FrameSession found = pictures;
    if (found == null) {
      found = connect();
      pictures = found;
      boolean any = found.advance();
      if (unclear != null) {
        unclear.limit(System.nanoTime() + MORE_NANOS);
      }
      return any;
    }
    HttpExchange.Answer answer = unclear;
    unclear = null;
    if (answer == null) {
      return found.advance();
    }
    if (isMoreComing(found)) {
      answer.unlimited();
      return true;
    }
    found.close();
    found = new SnapshotSession(dial, null, context);
    pictures = found;
    return found.advance();
  }

  private boolean isMoreComing(FrameSession stream) {
    try {
      return stream.advance();
    } catch (IOException e) {
      return false; // it was time, or the camera has cut it off
    }
  }

  private FrameSession connect() throws IOException {
    HttpExchange.Answer answer = dial.ask("");
    HttpHead head = answer.head();
    boolean good = false;
    try {
      check(answer);
      good = true;
    } finally {
      if (!good) {
        dial.close();
      }
    }
    if (head.isPicture() && !answer.body().isBounded()) {
      unclear = answer;
      return new HttpMjpegSession(dial, answer, context);
    }
    if (head.isPicture()) {
      return new SnapshotSession(dial, answer, context);
    }
    answer.unlimited();
    return new HttpMjpegSession(dial, answer, context);
  }

  /** The type counts unless what comes looks like pictures: some say text/html of all they have. */
  private void check(HttpExchange.Answer answer) throws IOException {
    HttpHead head = answer.head();
    boolean known = head.isPicture() || head.isStream();
    if ((known && !head.isCompressed()) || beginsLikePictures(answer)) {
      return;
    }
    String type = head.mediaType();
    if (known) {
      throw dial.fail(
          Kind.UNSUPPORTED, "the camera sends its answer compressed, which it was asked not to do");
    }
    if (type.startsWith("text/") || type.equals("application/json")) {
      throw dial.fail(Kind.NO_VIDEO, "the answer is " + named(type) + ", not video");
    }
    throw dial.fail(Kind.UNSUPPORTED, "the answer is " + named(type) + ", not MJPEG");
  }

  private static boolean beginsLikePictures(HttpExchange.Answer answer) {
    try {
      answer.limit(System.nanoTime() + MORE_NANOS);
      int first = answer.body().peek();
      return first == 0xFF || first == '-'; // of a JPEG, or of a boundary
    } catch (IOException e) {
      return false; // it was time, or the camera has cut it off
    }
  }

  /** Only types that there are: what else a camera may say is not for others to read. */
  private static String named(String type) {
    return KNOWN_TYPES.contains(type) ? type : "of another type";
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
