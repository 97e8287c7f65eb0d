package dev.framecast.source;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Opens a stream up to its first picture, or key frame if somebody watches the video, on a thread
 * of its own, while another stream is still shown. Then the session belongs to whoever {@linkplain
 * #take takes} it.
 *
 * <p>Its life is one word: whoever changes it from PENDING or READY owns the session from there on,
 * and closes it.
 */
final class StreamDial implements Runnable {
  private static final Logger LOG = System.getLogger(StreamDial.class.getName());

  /** A stream that has pictures, and no key frames, is shown nevertheless. */
  private static final long KEY_FRAME_NANOS = TimeUnit.SECONDS.toNanos(10);

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

    /** What its dial has written of the video; until it goes on. Capture thread. */
    @Nullable FrameSlot first;

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

    boolean advance() throws IOException {
      first = null;
      return session.advance();
    }

    boolean writeVideo(FrameSlot slot) throws IOException {
      FrameSlot kept = first;
      VideoFormat format = kept == null ? null : kept.video();
      if (kept == null || format == null) {
        return session.writeVideo(slot);
      }
      slot.put(kept.bytes());
      slot.video(format, kept.isKey());
      if (kept.isStamped()) {
        slot.capturedAt(kept.capturedNanos());
      }
      slot.presentedAt(kept.presentedMicros());
      return true;
    }

    /** Ends in the way in which a stream did that failed of that; null stands for its end. */
    static boolean ended(@Nullable Throwable failure) throws IOException {
      if (failure instanceof RuntimeException broken) {
        throw broken;
      } else if (failure instanceof IOException lost) {
        throw lost;
      } else if (failure instanceof Error unusable) {
        throw unusable;
      }
      return false;
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
  private volatile @Nullable FrameSlot first;
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
    long patience = 0;
    while (opened.advance()) {
      long now = System.nanoTime();
      patience = patience == 0 ? now + KEY_FRAME_NANOS : patience;
      if (!context.wantsVideo() || hasKeyFrame(opened) || now - patience > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether video begins here, if there is any: for those who watch it the other goes on. */
  private boolean hasKeyFrame(FrameSession opened) {
    FrameSlot slot = new FrameSlot();
    try {
      if (!opened.writeVideo(slot)) {
        return true;
      }
    } catch (IOException e) { // of this picture only
      return false;
    }
    if (slot.length() == 0 || slot.video() == null || !slot.isKey()) {
      return false;
    }
    first = slot; // written once: the session need not be able to do it again
    return true;
  }

  private static void close(@Nullable FrameSession session) {
    if (session != null) {
      OpenStream.close(session);
    }
  }

  boolean isPending() {
    return life.get() == Life.PENDING;
  }

  /** The key frame that the session stands at, if somebody watches the video; once taken. */
  @Nullable FrameSlot first() {
    return first;
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
