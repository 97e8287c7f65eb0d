package dev.framecast.capture;

import dev.framecast.CameraOptions;
import dev.framecast.CameraState;
import dev.framecast.FrameSession;
import dev.framecast.SessionInfo;
import dev.framecast.internal.Secrets;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The duty of one capture thread: connect, show pictures, and when that fails wait and begin again,
 * until nobody watches any more. {@link #look} is the watchdog's part, on its own thread.
 *
 * <p>A source can hang in a native call that nothing ends. Such a run is abandoned: a new one takes
 * its place, and this one, should it ever come back, sees that and leaves without touching
 * anything.
 */
final class CaptureRun implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.Camera");

  /**
   * How long a cancelled session may take to end before its thread is given up. The rule is 100 ms.
   */
  private static final long HUNG_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SupervisedCamera camera;
  private final CameraOptions options;
  private final SlateBoard slates;
  private final PicturePress press;
  private final Thread thread;

  /**
   * The present attempt; replaced as a whole so that the watchdog never cancels one by another's
   * clock.
   */
  private volatile @Nullable Attempt attempt;

  private volatile boolean abandoned;
  private volatile boolean cancelled;
  private volatile @Nullable Future<?> lastSlate;

  /** Whether a connection was lost after it had shown pictures. */
  private volatile boolean afterLoss;

  CaptureRun(SupervisedCamera camera, boolean afterLoss) {
    this.camera = camera;
    this.options = camera.options();
    this.slates = new SlateBoard(camera);
    this.press = new PicturePress(camera, this);
    this.afterLoss = afterLoss;
    this.thread = camera.supervisor.captureThread(camera.id(), this);
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  boolean isAfterLoss() {
    return afterLoss;
  }

  /** Whether nothing that this run still does may be seen. */
  boolean isOver() {
    return abandoned || cancelled;
  }

  SessionInfo info() {
    Attempt a = attempt;
    return a == null ? SessionInfo.UNKNOWN : a.info();
  }

  @Override
  public void run() {
    // What an earlier run was told to wait still counts: else each new viewer would dial anew.
    boolean failed = camera.progress.mustWait();
    while (true) {
      if (failed) {
        awaitRetry();
      }
      if (camera.endRun(this, failed)) {
        return;
      }
      failed = connectAndShow();
    }
  }

  /** Returns true after a failure, false when nobody wanted the camera any more. */
  private boolean connectAndShow() {
    camera.enter(this, CameraState.CONNECTING);
    Attempt current = new Attempt(camera.supervisor, camera.id());
    attempt = current;
    Throwable failure = cancelled ? null : show(current);
    current.end();
    attempt = null;
    if (isOver()) {
      return false;
    }
    account(current.info());
    if (failure == null) {
      return false;
    }
    afterLoss |= current.isLive();
    failed(failure);
    return true;
  }

  /** Shows pictures until nobody wants them (null) or the connection fails (why). */
  private @Nullable Throwable show(Attempt current) {
    try (FrameSession session = camera.source.open()) {
      current.opened(session);
      try {
        return show(current, session);
      } finally {
        Thread.interrupted(); // meant for what has ended now, not for close()
      }
    } catch (Throwable e) { // also LinkageError: natives that do not load must not end the thread
      return current.failure(e);
    }
  }

  private @Nullable Throwable show(Attempt current, FrameSession session) throws Exception {
    while (camera.isWanted() && !isOver()) {
      if (current.isCancelled() || !session.advance()) {
        return current.failure(null);
      }
      long now = System.nanoTime();
      String problem = press.print(session, now, !current.isLive());
      if (isOver()) {
        return null;
      }
      if (problem == null) {
        picture(current, now);
      } else {
        camera.progress.problem(problem);
      }
    }
    return null;
  }

  private void picture(Attempt current, long now) {
    if (!current.isLive()) {
      LOG.log(Level.INFO, "camera {0} is live: {1}", camera.id(), camera.description);
    }
    camera.backoff.live(current.picture(now));
  }

  private void account(SessionInfo info) {
    camera.stats.decoded.add(info.decoded());
    camera.stats.dropped.add(info.dropped());
    camera.progress.info(info);
  }

  private void failed(Throwable failure) {
    String message = message(failure);
    Level level = message.equals(camera.progress.lastError()) ? Level.DEBUG : Level.WARNING;
    // Parts of it may come from the camera: it must not be able to write lines of its own.
    LOG.log(level, "camera {0}: {1}", camera.id(), message.replaceAll("\\p{Cntrl}", "?"));
    camera.failed(message, System.nanoTime() + camera.backoff.next(failure));
    camera.enter(this, CameraState.BACKOFF);
  }

  private void awaitRetry() {
    while (camera.progress.mustWait() && camera.isDemanded() && !isOver()) {
      // In short naps, so that a viewer's leaving need not wake this thread.
      LockSupport.parkNanos(
          this, Math.min(camera.progress.waitNanos(), TimeUnit.MILLISECONDS.toNanos(500)));
      Thread.interrupted();
    }
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage();
    return Secrets.hide(
        text == null || text.isBlank() || failure instanceof Error ? failure.toString() : text);
  }

  /** The watchdog's look. Returns for how many nanoseconds nothing can be due. */
  long look() {
    Attempt current = attempt;
    long now = System.nanoTime();
    long calm = 0;
    if (current != null) {
      if (current.cancelledFor(now) > HUNG_NANOS) {
        if (camera.replaceRun(this, current.givenUp())) {
          return 0;
        }
      } else if (!current.isCancelled()) {
        calm = judge(current, now - current.lastPicture);
      }
    }
    slates.refresh(now);
    return calm;
  }

  /** Returns for how many nanoseconds more there may be no picture before that is a stall. */
  private long judge(Attempt current, long silence) {
    if (!camera.isWanted()) {
      current.cancel();
      return 0;
    }
    if (!current.isLive()) {
      if (silence > options.connectTimeout().toNanos()) {
        giveUp(current, "no picture", options.connectTimeout().toNanos());
      }
      return 0;
    }
    long rhythm = 3 * current.rhythm(camera.stats.interval());
    long stall = Math.max(options.stallAfter().toNanos(), rhythm);
    long patience = Math.max(options.reconnectAfter().toNanos(), 2 * stall);
    boolean live = camera.state() == CameraState.LIVE;
    if (silence > patience) {
      giveUp(current, "the camera stopped sending: no picture", patience);
    } else if (silence > stall && live) {
      camera.progress.stall(
          String.format(Locale.ROOT, "the camera stopped sending %.1f s ago", silence / 1e9));
    }
    return live ? stall - silence + 1 : 0;
  }

  private void giveUp(Attempt current, String what, long patience) {
    current.giveUp(
        String.format(Locale.ROOT, "%s for %.1f s: %s", what, patience / 1e9, camera.description));
  }

  /** Leaves the thread to itself. Pen holder, so that no picture of it can come after this. */
  void abandon() {
    Attempt current = attempt;
    afterLoss |= current != null && current.isLive();
    abandoned = true;
    LOG.log(Level.ERROR, "camera {0} hangs in its source; its thread is abandoned", camera.id());
  }

  /** Ends it for good; the camera's state is CLOSED already. Returns at once. */
  void cancel() {
    cancelled = true;
    Attempt current = attempt;
    if (current != null) {
      current.cancel();
    }
    LockSupport.unpark(thread);
    lastSlate = camera.supervisor.soon(slates::closed);
  }

  /** Waits for the thread and for the last slate, until the deadline. */
  void awaitEnd(long deadline) {
    try {
      if (thread != Thread.currentThread()) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
      Future<?> slate = lastSlate;
      if (slate != null && !camera.supervisor.isWatchdog(Thread.currentThread())) {
        slate.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "the last slate was not painted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
