package dev.framecast.capture;

import dev.framecast.CameraOfflineException;
import dev.framecast.CameraState;
import dev.framecast.Frame;
import dev.framecast.FrameBuffer.Registration;
import dev.framecast.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Waits for one live frame without a thread: it watches as a viewer does, and looks whenever the
 * camera publishes. A camera that is down publishes slates, so the wait hears of that too.
 */
final class SnapshotRequest {
  private final SupervisedCamera camera;
  private final Subscription subscription;
  private final long maxAge;

  /** A picture taken after this is fresh, however short the age that was asked for. */
  private final long askedAt = System.nanoTime();

  private final CompletableFuture<Frame> result = new CompletableFuture<>();

  SnapshotRequest(SupervisedCamera camera, Subscription subscription, long maxAge) {
    this.camera = camera;
    this.subscription = subscription;
    this.maxAge = maxAge;
  }

  CompletableFuture<Frame> begin(long timeout) {
    Registration registration = subscription.frames().onPublish(this::look);
    Future<?> timer = timer(timeout);
    // Whoever completes it, be it a caller that cancels: nothing is left behind.
    CompletableFuture<Frame> unused =
        result.whenComplete(
            (frame, failure) -> {
              timer.cancel(false);
              registration.close();
              subscription.close();
            });
    look();
    return result;
  }

  private Future<?> timer(long timeout) {
    try {
      return camera.supervisor.after(
          timeout, () -> fail("no picture within " + timeout / 1_000_000 + " ms"));
    } catch (RejectedExecutionException e) { // the cameras were closed a moment ago
      fail("the camera is closed");
      return CompletableFuture.completedFuture(null);
    }
  }

  private void look() {
    if (result.isDone()) {
      return;
    }
    Frame frame = subscription.frames().acquire();
    if (frame != null && frame.live() && isFresh(frame.capturedNanos())) {
      if (!result.complete(frame)) {
        frame.close();
      }
      return;
    }
    if (frame != null) {
      frame.close();
    }
    CameraState state = camera.state();
    if (state == CameraState.BACKOFF || state == CameraState.CLOSED) {
      fail(reason(state));
    }
  }

  private boolean isFresh(long capturedAt) {
    return capturedAt - askedAt >= 0 || System.nanoTime() - capturedAt <= maxAge;
  }

  private String reason(CameraState state) {
    String error = camera.problem();
    return state == CameraState.CLOSED || error == null ? "the camera is closed" : error;
  }

  private void fail(String why) {
    // Long enough for an attempt to be made, and never zero.
    Duration retry = Duration.ofNanos(camera.progress.untilRetry()).plusSeconds(1);
    result.completeExceptionally(
        new CameraOfflineException("camera " + camera.id() + " is offline: " + why, retry));
  }
}
