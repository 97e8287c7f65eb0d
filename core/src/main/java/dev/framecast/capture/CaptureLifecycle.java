package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.frame.Registration;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The capture loops of one camera: at most one that counts, and those that were abandoned while
 * they hung in the source. Under the camera's lock where it says so.
 */
final class CaptureLifecycle {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");

  /** Of one source, and of all that the camera has had. */
  private static final int MOST_HANGING = 4;

  private static final int MOST_HANGING_IN_ALL = 16;
  private static final long NO_THREADS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Of calls of cancel() that did not return. */
  private static final int MOST_CANCELLING = 4;

  private final CaptureContext camera;
  private @Nullable CaptureLoop current;
  private @Nullable CaptureLoop closing;
  private @Nullable Registration watched;

  /** Loops that were abandoned while they hung. */
  private final List<Hung> hanging = new ArrayList<>();

  private record Hung(CaptureLoop loop, FrameSource source) {}

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
    if (!mayAbandon(connection.source()) || !abandon(hung)) {
      return false;
    }
    String failure = connection.givenUp();
    if (failure != null) {
      boolean unused =
          camera.failed(
              connection, new SourceException(Kind.UNREACHABLE, failure + "; its source hangs"));
    }
    replace(hung, new Hung(hung, connection.source()));
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
      replace(dead, null);
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

  private void replace(CaptureLoop old, @Nullable Hung hung) {
    camera.lock.lock();
    try {
      if (current == old) {
        if (hung != null) {
          hanging.add(hung);
        }
        end();
        restart(old.isAfterLoss());
      }
    } finally {
      camera.lock.unlock();
    }
  }

  /** Under the lock. */
  private void restart(boolean afterLoss) {
    if (!camera.isDemanded()) {
      return;
    }
    try {
      start(afterLoss);
    } catch (RuntimeException | Error e) { // no more threads, which those who watch cannot know of
      Future<?> unused =
          camera.threads.watchdog.after(NO_THREADS_NANOS, () -> restartLater(afterLoss));
      throw e;
    }
  }

  private void restartLater(boolean afterLoss) {
    camera.lock.lock();
    try {
      restart(afterLoss);
    } finally {
      camera.lock.unlock();
    }
  }

  /**
   * A source that always hangs must not pile up threads without end, nor must one that hung before
   * keep the source that has replaced it waiting.
   */
  private boolean mayAbandon(FrameSource source) {
    camera.lock.lock();
    try {
      hanging.removeIf(hung -> !hung.loop.isAlive());
      long ofSource = hanging.stream().filter(hung -> hung.source == source).count();
      return ofSource < MOST_HANGING && hanging.size() < MOST_HANGING_IN_ALL;
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
