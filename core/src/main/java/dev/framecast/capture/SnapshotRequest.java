package dev.framecast.capture;

import dev.framecast.camera.CameraOfflineException;
import dev.framecast.camera.CameraState;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.internal.DirectWakeUp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one live frame without a thread: it watches as a viewer does, and looks whenever the
 * camera publishes. A camera that is down publishes slates, so the wait hears of that too; one that
 * is closed says so itself.
 *
 * <p>What hangs on the future is anybody's code: it runs on the caller's thread, or on one of the
 * callbacks', never where pictures or time limits are seen to.
 */
final class SnapshotRequest {
  private final CaptureContext camera;
  private final Snapshots all;
  private final CameraSubscription subscription;
  private final long maxAge;

  /** A picture taken after this is fresh, however short the age that was asked for. */
  private final long askedAt = System.nanoTime();

  private final AtomicBoolean answered = new AtomicBoolean();
  private final CompletableFuture<Frame> result = new CompletableFuture<>();
  private volatile @Nullable Future<?> timer;
  private volatile @Nullable Registration registration;

  SnapshotRequest(
      CaptureContext camera, Snapshots all, CameraSubscription subscription, long maxAge) {
    this.camera = camera;
    this.all = all;
    this.subscription = subscription;
    this.maxAge = maxAge;
  }

  CompletableFuture<Frame> begin(long timeout) {
    // Whoever completes it, be it a caller that cancels: nothing is left behind.
    CompletableFuture<Frame> unused = result.whenComplete((frame, failure) -> release());
    Frame frame = freshFrame(false);
    if (frame != null) {
      answered.set(true);
      release();
      result.complete(frame); // nobody can hang on it yet
      return result;
    }
    DirectWakeUp look = this::look;
    registration = subscription.frames().onPublish(look);
    timer = camera.threads.watchdog.after(timeout, () -> timedOut(timeout));
    if (answered.get() || result.isDone()) {
      release(); // came in between, and could not see these
    }
    look();
    return result;
  }

  private void timedOut(long timeout) {
    Frame small = answered.get() ? null : freshFrame(true);
    if (small != null) { // the larger stream takes too long
      if (!answer(() -> give(small))) {
        small.close();
      }
      return;
    }
    String problem = camera.forStrangers(subscription.problem());
    String within = "no picture within " + timeout / 1_000_000 + " ms";
    fail(problem == null ? within : within + ": " + problem);
  }

  private void release() {
    Future<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
    Registration registered = registration;
    if (registered != null) {
      registered.close();
    }
    subscription.close();
    all.forget(this);
  }

  /** On the thread that publishes, be it the watchdog. */
  private void look() {
    if (answered.get() || result.isDone()) {
      return;
    }
    Frame frame = freshFrame(false);
    if (frame != null) {
      if (!answer(() -> give(frame))) {
        frame.close();
      }
      return;
    }
    CameraState state = camera.state();
    if (state == CameraState.BACKOFF || state == CameraState.CLOSED) {
      fail(reason(state));
    }
  }

  private void give(Frame frame) {
    if (!result.complete(frame)) {
      frame.close(); // it was cancelled
    }
  }

  /** Runs that on a thread of the callbacks, unless there was an answer already. */
  private boolean answer(Runnable completion) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    try {
      camera.threads.callbacks.execute(completion);
    } catch (RuntimeException | Error e) { // no more threads: the next look is another try
      answered.set(false);
      return false;
    }
    release();
    return true;
  }

  private @Nullable Frame freshFrame(boolean evenProvisional) {
    Frame frame = subscription.frames().acquireNext(0);
    if (frame != null
        && frame.live()
        && (evenProvisional || !frame.provisional() || subscription.isMetBy(frame))
        && isFresh(frame.capturedNanos())) {
      return frame;
    }
    if (frame != null) {
      frame.close();
    }
    return null;
  }

  private boolean isFresh(long capturedAt) {
    return capturedAt - camera.shownSince() >= 0
        && (capturedAt - askedAt >= 0 || System.nanoTime() - capturedAt <= maxAge);
  }

  private String reason(CameraState state) {
    String error = camera.problem();
    return state == CameraState.CLOSED || error == null ? "the camera is closed" : error;
  }

  /** The camera is closed. */
  void closed() {
    fail(reason(CameraState.CLOSED));
  }

  private void fail(String why) {
    // Long enough for an attempt to be made, and never zero.
    Duration retry = Duration.ofNanos(camera.tracker.untilRetry()).plusSeconds(1);
    CameraOfflineException offline =
        new CameraOfflineException("camera " + camera.id() + " is offline: " + why, retry);
    boolean unused = answer(() -> result.completeExceptionally(offline));
  }
}
