package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.frame.Registration;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The capture loops of one camera: at most one that counts, and those that were abandoned while
 * they hung in the source. Under the camera's lock where it says so.
 */
final class CaptureLifecycle {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");
  private static final int MOST_HANGING = 4;

  /** Of calls of cancel() that did not return. */
  private static final int MOST_CANCELLING = 4;

  private final CaptureContext camera;
  private @Nullable CaptureLoop current;
  private @Nullable CaptureLoop closing;
  private @Nullable Registration watched;

  /** Loops that were abandoned while they hung. */
  private final List<CaptureLoop> hanging = new ArrayList<>();

  private final AtomicInteger cancelling = new AtomicInteger();

  CaptureLifecycle(CaptureContext camera) {
    this.camera = camera;
  }

  /** Under the lock. */
  @Nullable CaptureLoop current() {
    return current;
  }

  /** Under the lock: sees to it that a capture thread runs. */
  void start() {
    start(false);
  }

  /**
   * Under the lock.
   *
   * @param afterLoss whether a connection was lost after it had shown pictures
   */
  private void start(boolean afterLoss) {
    if (current != null) {
      return;
    }
    CaptureLoop started = new CaptureLoop(camera, afterLoss);
    current = started;
    try {
      watched = camera.threads.watchdog.watch(started.monitor()::look);
      camera.tracker.enter(
          camera.tracker.mustWait() ? CameraState.BACKOFF : CameraState.CONNECTING);
      started.start();
    } catch (RuntimeException | Error e) { // no more threads
      end();
      throw e;
    }
  }

  /** Under the lock: no loop counts any more. */
  void end() {
    stopWatching();
    current = null;
    camera.becameIdle();
  }

  private void stopWatching() {
    Registration registered = watched;
    if (registered != null) {
      registered.close();
      watched = null;
    }
  }

  /**
   * Gives up on a thread that hangs in a source and goes on with a new one. Watchdog.
   *
   * @param connection its connection, which was cancelled and does not end
   * @return false when that cannot be now; the hanging loop stays
   */
  boolean replaceHung(CaptureLoop hung, Connection connection) {
    if (!mayAbandon() || !abandon(hung)) {
      return false;
    }
    String failure = connection.givenUp();
    if (failure != null) {
      boolean unused =
          camera.failed(
              connection, new SourceException(Kind.UNREACHABLE, failure + "; its source hangs"));
    }
    replace(hung, true);
    return true;
  }

  /**
   * Goes on with a new thread where one has died: whatever it was, viewers still want pictures.
   * Watchdog.
   */
  void replaceDead(CaptureLoop dead) {
    if (isCurrent(dead) && abandon(dead)) {
      boolean unused =
          camera.failed(null, new SourceException(Kind.BROKEN, "the capture thread has died"));
      replace(dead, false);
    }
  }

  private boolean isCurrent(CaptureLoop asked) {
    camera.lock.lock();
    try {
      return current == asked; // else it ended as it should
    } finally {
      camera.lock.unlock();
    }
  }

  /** Under the write lock, so that no picture of it can come after this. */
  private boolean abandon(CaptureLoop lost) {
    boolean free = lost.hasEnded() || camera.writeLock.tryLock();
    if (!free) {
      return false;
    }
    try {
      lost.abandon();
    } finally {
      if (camera.writeLock.isHeldByCurrentThread()) {
        camera.writeLock.unlock();
      }
    }
    return true;
  }

  private void replace(CaptureLoop old, boolean hangs) {
    camera.lock.lock();
    try {
      if (current == old) {
        if (hangs) {
          hanging.add(old);
        }
        end();
        if (camera.isDemanded()) {
          start(old.isAfterLoss());
        }
      }
    } finally {
      camera.lock.unlock();
    }
  }

  /** A source that always hangs must not pile up threads without end. */
  private boolean mayAbandon() {
    camera.lock.lock();
    try {
      hanging.removeIf(loop -> !loop.isAlive());
      return hanging.size() < MOST_HANGING;
    } finally {
      camera.lock.unlock();
    }
  }

  /**
   * Cancels a session on a thread of its own: it is anybody's code, and may never return. One that
   * never does is not asked again and again; the interrupt of the capture thread must do then.
   */
  void cancel(GuardedSession session) {
    if (cancelling.incrementAndGet() > MOST_CANCELLING) {
      cancelling.decrementAndGet();
      return;
    }
    try {
      camera.threads.startDetached(
          camera.id() + "-cancel",
          () -> {
            session.cancel(camera.id());
            cancelling.decrementAndGet();
          });
    } catch (RuntimeException | Error e) { // no more threads: the interrupt has to do
      cancelling.decrementAndGet();
      LOG.log(Level.WARNING, "camera " + camera.id() + ": a session cannot be cancelled", e);
    }
  }

  /** Under the lock: the camera is closed. Gives the loop that is to be cancelled, if any. */
  @Nullable CaptureLoop shutDown() {
    stopWatching();
    CaptureLoop ending = current;
    if (ending != null) {
      closing = ending;
      current = null;
    }
    return ending;
  }

  /** Waits for the end of what {@link #shutDown} gave, until that {@link System#nanoTime()}. */
  void awaitEnd(long deadline) {
    CaptureLoop ending;
    camera.lock.lock();
    try {
      ending = closing;
    } finally {
      camera.lock.unlock();
    }
    if (ending != null) {
      ending.awaitEnd(deadline);
    }
  }
}
