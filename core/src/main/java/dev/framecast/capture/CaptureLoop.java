package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.jfr.CameraJfr;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
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
 * <p>A source can hang in a native call that nothing ends. Such a loop is abandoned: a new one
 * takes its place, and this one, should it ever come back, sees that and leaves without touching
 * anything.
 */
final class CaptureLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");

  private final CaptureContext camera;
  private final StallMonitor monitor;
  private final FramePublisher publisher;
  private final Thread thread;

  /**
   * The present connection; replaced as a whole so that the watchdog never cancels one by another's
   * clock.
   */
  private volatile @Nullable Connection connection;

  private volatile boolean abandoned;
  private volatile boolean cancelled;
  private volatile @Nullable Future<?> lastSlate;

  /** Whether a connection was lost after it had shown pictures. */
  private volatile boolean afterLoss;

  /**
   * Has a thread that is not started yet.
   *
   * @param afterLoss whether a connection was lost after it had shown pictures
   */
  CaptureLoop(CaptureContext camera, boolean afterLoss) {
    this.camera = camera;
    this.monitor = new StallMonitor(camera, this);
    this.publisher = new FramePublisher(camera, this);
    this.afterLoss = afterLoss;
    this.thread = camera.threads.captureThread(camera.id(), this);
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

  /** Whether nothing that this loop still does may be seen. */
  boolean isOver() {
    return abandoned || cancelled;
  }

  @Nullable Connection connection() {
    return connection;
  }

  SessionInfo info() {
    Connection a = connection;
    return a == null ? SessionInfo.UNKNOWN : a.info();
  }

  StallMonitor monitor() {
    return monitor;
  }

  @Override
  public void run() {
    // What an earlier loop was told to wait still counts: else each new viewer would dial anew.
    boolean failed = camera.tracker.mustWait();
    while (true) {
      if (failed) {
        awaitRetry();
      }
      if (camera.endLoop(this, failed)) {
        return;
      }
      failed = connectAndShow();
    }
  }

  /**
   * Returns whether the next connection is made for viewers alone, and not for a linger: after a
   * failure, and where another one was asked for.
   */
  private boolean connectAndShow() {
    camera.enter(this, CameraState.CONNECTING);
    Connection current = new Connection(camera);
    connection = current;
    SourceException failure = isOver() ? null : show(current);
    publisher.end();
    current.end();
    camera.lock.lock(); // or a look at the camera's status would see these twice, or not at all
    try {
      connection = null;
      camera.stats.decoded.add(current.info().decoded());
      camera.stats.dropped.add(current.info().dropped());
    } finally {
      camera.lock.unlock();
    }
    if (isOver()) {
      return false;
    }
    if (current.isSuperseded()) {
      return true;
    }
    camera.tracker.info(current.info());
    if (failure == null) {
      return false;
    }
    afterLoss |= current.isLive();
    if (!current.isLive()) {
      String why = String.valueOf(failure.getMessage());
      CameraJfr.connected(camera.id(), current.silence(System.nanoTime()), why);
    }
    failed(current, failure);
    return true;
  }

  /** Shows pictures until nobody wants them (null) or the connection fails (why). */
  private @Nullable SourceException show(Connection current) {
    try (GuardedSession session = GuardedSession.open(current.source(), current)) {
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
      String problem = publisher.publish(session, current, now);
      if (isOver() || current.isSuperseded()) {
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
      CameraJfr.connected(camera.id(), current.silence(now), null);
      LOG.log(Level.INFO, "camera {0} is live: {1}", camera.id(), camera.description());
    }
    camera.backoff().live(current.picture(now));
  }

  private void failed(Connection current, SourceException failure) {
    String message = String.valueOf(failure.getMessage());
    Level level = message.equals(camera.tracker.lastError()) ? Level.DEBUG : Level.WARNING;
    if (!camera.failed(current, failure)) {
      return;
    }
    // Parts of it may come from the camera: it must not be able to write lines of its own.
    LOG.log(level, "camera {0}: {1}", camera.id(), message.replaceAll("\\p{Cntrl}", "?"));
    camera.enter(this, CameraState.BACKOFF);
  }

  private void awaitRetry() {
    while (camera.tracker.mustWait() && camera.isDemanded() && !isOver()) {
      // In short naps, so that a viewer's leaving need not wake this thread.
      LockSupport.parkNanos(
          this, Math.min(camera.tracker.waitNanos(), TimeUnit.MILLISECONDS.toNanos(500)));
      boolean unused = Thread.interrupted();
    }
  }

  /**
   * Ends the present connection if it is superseded, and the wait for the next one. Not under a
   * lock; returns at once.
   */
  void reconnect() {
    Connection current;
    camera.writeLock.lock(); // so that no picture of it can come after this
    try {
      current = connection;
      if (current != null && current.isSuperseded()) {
        afterLoss = false; // what was lost, if anything, was not this one's
        camera.enter(this, CameraState.CONNECTING);
      }
    } finally {
      camera.writeLock.unlock();
    }
    if (current != null && current.isSuperseded()) {
      current.cancel();
    }
    LockSupport.unpark(thread); // it may be waiting for its next try
  }

  /**
   * Leaves the thread to itself. Under the write lock, so that no picture of it can come after
   * this.
   */
  void abandon() {
    Connection current = connection;
    abandoned = true;
    if (current != null) {
      afterLoss |= current.isLive();
      current.abandon();
    }
  }

  /** Ends it for good; the camera's state is CLOSED already. Returns at once. */
  void cancel() {
    cancelled = true;
    Connection current = connection;
    if (current != null) {
      current.cancel();
    }
    LockSupport.unpark(thread);
    lastSlate = camera.threads.watchdog.after(0, monitor.slates()::closed);
  }

  /** Waits for the thread and for the last slate, until the deadline. */
  void awaitEnd(long deadline) {
    try {
      if (thread != Thread.currentThread()) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
      Future<?> slate = lastSlate;
      if (slate != null && !camera.threads.watchdog.isThread(Thread.currentThread())) {
        slate.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException | TimeoutException | CancellationException e) { // by the end of all
      LOG.log(Level.DEBUG, "the last slate was not painted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
