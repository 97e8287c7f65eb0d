package dev.framecast.source;

import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Opens a stream up to its first picture, on a thread of its own, while another stream is still
 * shown. Then the session belongs to whoever {@linkplain #take takes} it.
 *
 * <p>Its life is one word: whoever changes it from PENDING or READY owns the session from there on,
 * and closes it.
 */
final class StreamDial implements Runnable {
  private static final Logger LOG = System.getLogger(StreamDial.class.getName());

  private enum Life {
    PENDING,
    READY,
    FAILED,
    TAKEN,
    ABANDONED
  }

  /**
   * A session of one of two streams. A session is anybody's code: what it throws where it has no
   * reason to must not keep the other one from being opened or closed.
   */
  static final class OpenStream {
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

  private final FrameSource source;
  private final SessionContext context;
  private final Runnable onPicture;
  private final AtomicReference<Life> life = new AtomicReference<>(Life.PENDING);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable FrameSession session;
  private volatile String problem = "";

  /**
   * Not started yet.
   *
   * @param onPicture run on the dial's thread when there is a picture
   */
  StreamDial(FrameSource source, SessionContext context, Runnable onPicture) {
    this.source = source;
    this.context = context;
    this.onPicture = onPicture;
    this.thread = new Thread(this, "framecast-stream-dial");
    thread.setDaemon(true); // a session that hangs must not keep a JVM alive
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    boolean good = false;
    try {
      good = hasPicture();
    } catch (Throwable e) { // a session is anybody's code
      problem = OpenStream.reason(e);
    }
    boolean wanted = life.compareAndSet(Life.PENDING, good ? Life.READY : Life.FAILED);
    if (!wanted || !good) {
      close(session);
    }
    ended.countDown();
    if (wanted && good) {
      onPicture.run();
    }
  }

  private boolean hasPicture() throws IOException {
    FrameSession opened = OpenStream.open(source, context);
    session = opened;
    if (life.get() == Life.ABANDONED) {
      opened.cancel(); // the one who abandoned it did not see it
    }
    problem = "it ended before its first picture";
    return opened.advance();
  }

  private static void close(@Nullable FrameSession session) {
    if (session != null) {
      OpenStream.close(session);
    }
  }

  boolean isPending() {
    return life.get() == Life.PENDING;
  }

  /** Why there is no picture. */
  String problem() {
    return problem;
  }

  /** Waits until it is not pending any more. */
  void await() throws InterruptedException {
    ended.await();
  }

  /** The session at its first picture, for the caller to go on with and to close; or null. */
  @Nullable FrameSession take() {
    return life.compareAndSet(Life.READY, Life.TAKEN) ? session : null;
  }

  /** Ends it if it has no picture yet. Any thread; does not wait. */
  void cancel() {
    if (life.compareAndSet(Life.PENDING, Life.ABANDONED)) {
      FrameSession open = session;
      if (open != null) {
        open.cancel();
      }
      thread.interrupt();
    }
  }

  /** Gives it up, and closes what was opened and not taken; its own thread does if it is busy. */
  void abandon() {
    cancel();
    if (life.compareAndSet(Life.READY, Life.ABANDONED)) {
      close(session);
    }
  }

  /** Waits for the thread's end, but not for long. */
  void awaitEnd(long millis) {
    try {
      boolean unused = ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
