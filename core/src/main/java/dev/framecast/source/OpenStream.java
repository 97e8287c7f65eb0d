package dev.framecast.source;

import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A session of one of two streams. A session is anybody's code: what it throws where it has no
 * reason to must not keep the other one from being opened or closed.
 */
final class OpenStream {
  private static final Logger LOG = System.getLogger(OpenStream.class.getName());

  final boolean isSub;
  final FrameSession session;
  final long since = System.nanoTime();

  /** Whether it has shown a picture. Capture thread. */
  boolean isLive;

  OpenStream(boolean isSub, FrameSession session) {
    this.isSub = isSub;
    this.session = session;
  }

  static FrameSession open(FrameSource source, SessionContext context) throws IOException {
    FrameSession session = source.open(context);
    if (session == null) {
      throw new SourceException(Kind.BROKEN, "the source's open() returned null, not a session");
    }
    return session;
  }

  /** Why there is no picture, in words. */
  static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "the stream has ended";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() || failure instanceof Error
        ? failure.toString()
        : message;
  }

  /** Whether another stream will hardly do better; to ask may take long, or lock the account. */
  static boolean concernsCamera(Throwable failure) {
    return failure instanceof SourceException known
        && (known.kind() == Kind.UNREACHABLE
            || known.kind() == Kind.UNPLUGGED
            || known.kind() == Kind.UNAUTHORIZED);
  }

  SessionInfo info() {
    try {
      SessionInfo info = session.info();
      return info == null ? SessionInfo.UNKNOWN : info;
    } catch (RuntimeException | LinkageError e) {
      return SessionInfo.UNKNOWN;
    }
  }

  void cancel() {
    try {
      session.cancel();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "a stream was not cancelled: {0}", e.getClass().getName());
    }
  }

  void close() {
    close(session);
  }

  static void close(FrameSession session) {
    try {
      session.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "a stream did not close: {0}", e.getClass().getName());
    }
  }
}
