package dev.framecast.capture;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Secrets;
import dev.framecast.internal.Strangers;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The boundary around a source: every call into one, and into its sessions, is made here. A source
 * is anybody's code. It may throw whatever there is, return nonsense, or never return; what comes
 * out here is a picture, or a {@link SourceException} that says why there is none.
 *
 * <p>What never returns is the watchdog's business. That is why all methods but {@link #cancel} are
 * for the capture thread alone, and why nobody may hold a lock who calls one.
 */
final class GuardedSession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");

  private static final int LONGEST_TEXT = 300;

  private final FrameSession session;

  private GuardedSession(FrameSession session) {
    this.session = session;
  }

  /** What the source calls itself, for people. On the thread of whoever adds the camera. */
  static String describe(FrameSource source) {
    try {
      String text = source.description();
      return text == null ? source.getClass().getSimpleName() : Secrets.hide(text);
    } catch (Throwable e) {
      return source.getClass().getSimpleName();
    }
  }

  /** What kind of source it is, for strangers. On the thread of whoever adds the camera. */
  static String kind(FrameSource source) {
    try {
      String kind = Strangers.problem(source.kind(), "");
      return kind == null ? "source" : kind;
    } catch (Throwable e) {
      return "source";
    }
  }

  static GuardedSession open(FrameSource source, SessionContext context) throws SourceException {
    FrameSession session;
    try {
      session = source.open(context);
    } catch (Throwable e) {
      throw failure(e);
    }
    if (session == null) {
      throw new SourceException(Kind.BROKEN, "the source's open() returned null, not a session");
    }
    return new GuardedSession(session);
  }

  boolean advance() throws SourceException {
    try {
      return session.advance();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Writes the picture. Returns null if that went well, else what went wrong. */
  @Nullable String writeJpeg(Rendition rendition, FrameSlot slot) {
    try {
      session.writeJpeg(rendition, slot);
      return null;
    } catch (Throwable e) {
      return dropped(e);
    }
  }

  /**
   * Writes the picture's pixels. Returns false if the session has none at hand.
   *
   * @throws IOException when the picture cannot be had, with what people are told of it
   */
  boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    try {
      return session.writeRaw(rendition, slot);
    } catch (Throwable e) {
      throw new IOException(dropped(e));
    }
  }

  /**
   * Writes the unit of video. Returns false if the session has none, now and later.
   *
   * @throws IOException when the unit cannot be had, with what people are told of it
   */
  boolean writeVideo(FrameSlot slot) throws IOException {
    try {
      return session.writeVideo(slot);
    } catch (Throwable e) {
      throw new IOException(dropped(e));
    }
  }

  private static String dropped(Throwable e) {
    return "a picture was dropped: " + text(e);
  }

  /** Whether its pictures come turned as they should be. */
  boolean isTurned() {
    try {
      return session.isTurned();
    } catch (Throwable e) {
      return false;
    }
  }

  /** What it knows of its stream; {@link SessionInfo#UNKNOWN} where that is nothing of use. */
  SessionInfo info() {
    try {
      SessionInfo info = session.info();
      return info == null ? SessionInfo.UNKNOWN : sane(info);
    } catch (Throwable e) {
      return SessionInfo.UNKNOWN;
    }
  }

  private static SessionInfo sane(SessionInfo info) {
    double fps = info.fps();
    boolean good = fps >= 0 && fps <= 1e6;
    if (good && info.width() >= 0 && info.height() >= 0) {
      return info;
    }
    return info.toBuilder()
        .size(Math.max(0, info.width()), Math.max(0, info.height()))
        .fps(good ? fps : 0)
        .build();
  }

  /** May block for ever: on a thread that nobody waits for. */
  void cancel(String cameraId) {
    try {
      session.cancel();
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "camera {0}: cancel() failed: {1}", cameraId, e.getClass().getName());
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "a session did not close: {0}", e.getClass().getName());
    }
  }

  /** What a session says, without secrets, and cut short. */
  static String plain(String text) {
    String known = Secrets.hide(String.valueOf(text));
    return known.length() > LONGEST_TEXT ? known.substring(0, LONGEST_TEXT) + "..." : known;
  }

  /** Whatever was thrown, as one of the ways in which a source fails. */
  private static SourceException failure(Throwable thrown) {
    if (thrown instanceof SourceException known) {
      return new SourceException(known.kind(), text(known));
    }
    // An Error, such as natives that do not load, does not go away by itself: tried again slowly.
    Kind kind =
        thrown instanceof IOException
            ? Kind.UNREACHABLE
            : thrown instanceof Error ? Kind.UNSUPPORTED : Kind.BROKEN;
    return new SourceException(kind, text(thrown));
  }

  /** The message; of an Error also its kind. It is foreign code, too. */
  private static String text(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return Secrets.hide(
          message == null || message.isBlank() || thrown instanceof Error
              ? thrown.toString()
              : message);
    } catch (Throwable e) {
      return thrown.getClass().getName();
    }
  }
}
