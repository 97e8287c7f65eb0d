package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.util.Set;
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

  private final HttpDial dial;
  private final SessionContext context;
  private volatile @Nullable FrameSession pictures;

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
    }
    return found.advance();
  }

  private FrameSession connect() throws IOException {
    HttpDial.Answer answer = dial.ask("");
    HttpHead head = answer.head();
    boolean good = false;
    try {
      check(head);
      good = true;
    } finally {
      if (!good) {
        dial.close();
      }
    }
    if (head.isPicture()) {
      return new SnapshotSession(dial, answer, context);
    }
    answer.unlimited();
    return new HttpMjpegSession(dial, answer, context);
  }

  private void check(HttpHead head) throws IOException {
    String type = head.mediaType();
    if (head.isCompressed()) {
      throw dial.fail(
          Kind.UNSUPPORTED, "the camera sends its answer compressed, which it was asked not to do");
    }
    if (head.isPicture() || head.isStream()) {
      return;
    }
    if (type.startsWith("text/") || type.equals("application/json")) {
      throw dial.fail(Kind.NO_VIDEO, "the answer is " + named(type) + ", not video");
    }
    throw dial.fail(Kind.UNSUPPORTED, "the answer is " + named(type) + ", not MJPEG");
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
