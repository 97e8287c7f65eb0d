package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The duty of one capture thread: connect, show pictures, and when that fails wait and begin again,
 * until nobody watches any more. What the watchdog makes of it is in {@link StallMonitor}.
 *
 * <p>A source can hang in a native call that nothing ends. Such a run is abandoned: a new one takes
 * its place, and this one, should it ever come back, sees that and leaves without touching
 * anything.
 */
final class CaptureLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");

  private final SupervisedCamera camera;
  private final StallMonitor watch;
  private final FramePublisher press;
  private final Thread thread;

  /**
   * The present attempt; replaced as a whole so that the watchdog never cancels one by another's
   * clock.
   */
  private volatile @Nullable Connection attempt;

  private volatile boolean abandoned;
  private volatile boolean cancelled;
  private volatile @Nullable Future<?> lastSlate;

  /** Whether a connection was lost after it had shown pictures. */
  private volatile boolean afterLoss;

  CaptureLoop(SupervisedCamera camera, boolean afterLoss) {
    this.camera = camera;
    this.watch = new StallMonitor(camera, this);
    this.press = new FramePublisher(camera, this);
    this.afterLoss = afterLoss;
    this.thread = camera.supervisor.captureThread(camera.id(), this);
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Whether the thread has run, and has ended. */
  boolean hasEnded() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  boolean isAfterLoss() {
    return afterLoss;
  }

  /** Whether nothing that this run still does may be seen. */
  boolean isOver() {
    return abandoned || cancelled;
  }

  @Nullable Connection attempt() {
    return attempt;
  }

  SessionInfo info() {
    Connection a = attempt;
    return a == null ? SessionInfo.UNKNOWN : a.info();
  }

  StallMonitor watch() {
    return watch;
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
    Connection current = new Connection(camera);
    attempt = current;
    SourceException failure = cancelled ? null : show(current);
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
  private @Nullable SourceException show(Connection current) {
    try (GuardedSession session = GuardedSession.open(camera.source, current)) {
      current.opened(session);
      try {
        return show(current, session);
      } finally {
        current.askInfo(System.nanoTime());
        boolean unused = Thread.interrupted(); // meant for what has ended now, not for close()
      }
    } catch (SourceException e) {
      return current.failure(e);
    }
  }

  private @Nullable SourceException show(Connection current, GuardedSession session)
      throws SourceException {
    while (camera.isWanted() && !isOver()) {
      if (current.isCancelled() || !session.advance()) {
        return current.failure(null);
      }
      long now = System.nanoTime();
      current.arrived(now);
      String problem = press.print(session, now, current.stallNanos(), !current.isLive());
      if (isOver()) {
        return null;
      }
      if (problem == null) {
        picture(current, now);
      } else {
        current.problem(problem);
      }
    }
    return null;
  }

  private void picture(Connection current, long now) {
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

  private void failed(SourceException failure) {
    String message = String.valueOf(failure.getMessage());
    Level level = message.equals(camera.progress.lastError()) ? Level.DEBUG : Level.WARNING;
    // Parts of it may come from the camera: it must not be able to write lines of its own.
    LOG.log(level, "camera {0}: {1}", camera.id(), message.replaceAll("\\p{Cntrl}", "?"));
    camera.failed(failure);
    camera.enter(this, CameraState.BACKOFF);
  }

  private void awaitRetry() {
    while (camera.progress.mustWait() && camera.isDemanded() && !isOver()) {
      // In short naps, so that a viewer's leaving need not wake this thread.
      LockSupport.parkNanos(
          this, Math.min(camera.progress.waitNanos(), TimeUnit.MILLISECONDS.toNanos(500)));
      boolean unused = Thread.interrupted();
    }
  }

  /** Leaves the thread to itself. Pen holder, so that no picture of it can come after this. */
  void abandon() {
    Connection current = attempt;
    abandoned = true;
    if (current != null) {
      afterLoss |= current.isLive();
      current.abandon();
    }
  }

  /** Ends it for good; the camera's state is CLOSED already. Returns at once. */
  void cancel() {
    cancelled = true;
    Connection current = attempt;
    if (current != null) {
      current.cancel();
    }
    LockSupport.unpark(thread);
    lastSlate = camera.supervisor.soon(watch.slates()::closed);
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
