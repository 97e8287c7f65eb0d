package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The capture runs of one camera: at most one that counts, and those that were abandoned while they
 * hung in the source. Under the camera's lock where it says so.
 */
final class CaptureLifecycle {
  private static final int MOST_HANGING = 4;

  /** Of calls of cancel() that did not return. */
  private static final int MOST_CANCELLING = 4;

  private final SupervisedCamera camera;
  private @Nullable CaptureLoop run;
  private @Nullable CaptureLoop closing;
  private Rounds.@Nullable Watch watch;

  /** Runs that were abandoned while they hung. */
  private final List<CaptureLoop> hanging = new ArrayList<>();

  private final AtomicInteger cancelling = new AtomicInteger();

  CaptureLifecycle(SupervisedCamera camera) {
    this.camera = camera;
  }

  /** Under the lock. */
  @Nullable CaptureLoop current() {
    return run;
  }

  /** Under the lock: sees to it that a capture thread runs. */
  void start(boolean afterLoss) {
    if (run == null) {
      CaptureLoop started = new CaptureLoop(camera, afterLoss);
      run = started;
      try {
        watch = camera.supervisor.rounds.add(started.watch()::look);
        camera.progress.enter(
            camera.progress.mustWait() ? CameraState.BACKOFF : CameraState.CONNECTING);
        started.start();
      } catch (RuntimeException | Error e) { // no more threads
        end();
        throw e;
      }
    }
  }

  /** Under the lock: no run counts any more. */
  void end() {
    stopWatching();
    run = null;
    camera.becameIdle();
  }

  private void stopWatching() {
    Rounds.Watch w = watch;
    if (w != null) {
      w.end();
      watch = null;
    }
  }

  /**
   * Gives up on a thread that hangs in a source and goes on with a new one. Watchdog.
   *
   * @param failure why it was cancelled, or null if nobody wanted it any more
   * @return false when that cannot be now; the hanging run stays
   */
  boolean replaceHung(CaptureLoop hung, @Nullable String failure) {
    if (!mayAbandon() || !abandon(hung)) {
      return false;
    }
    if (failure != null) {
      camera.failed(new SourceException(Kind.UNREACHABLE, failure + "; its source hangs"));
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
      camera.failed(new SourceException(Kind.BROKEN, "the capture thread has died"));
      replace(dead, false);
    }
  }

  private boolean isCurrent(CaptureLoop asked) {
    camera.lock.lock();
    try {
      return run == asked; // else it ended as it should
    } finally {
      camera.lock.unlock();
    }
  }

  /** Under the pen, so that no picture of it can come after this. */
  private boolean abandon(CaptureLoop lost) {
    boolean free = lost.hasEnded() || camera.pen.tryLock();
    if (!free) {
      return false;
    }
    try {
      lost.abandon();
    } finally {
      if (camera.pen.isHeldByCurrentThread()) {
        camera.pen.unlock();
      }
    }
    return true;
  }

  private void replace(CaptureLoop old, boolean hangs) {
    camera.lock.lock();
    try {
      if (run == old) {
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
      hanging.removeIf(run -> !run.isAlive());
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
      camera.supervisor.apart(
          camera.id() + "-cancel",
          () -> {
            session.cancel(camera.id());
            cancelling.decrementAndGet();
          });
    } catch (RuntimeException | Error e) { // no more threads
      cancelling.decrementAndGet();
      throw e;
    }
  }

  /** Under the lock: the camera is closed. Gives the run that is to be cancelled, if any. */
  @Nullable CaptureLoop shutDown() {
    stopWatching();
    CaptureLoop ending = run;
    if (ending != null) {
      closing = ending;
      run = null;
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
