package dev.framecast.capture;

import dev.framecast.frame.Frame;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The snapshots of a camera that are waited for: none waits longer than the camera is open. */
final class Snapshots {
  private final CaptureContext camera;
  private final Set<SnapshotRequest> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Snapshots(CaptureContext camera) {
    this.camera = camera;
  }

  /** Begins to wait for a frame that is no older than that, for so long; in nanoseconds. */
  CompletableFuture<Frame> take(CameraSubscription subscription, long maxAge, long timeout) {
    SnapshotRequest request = new SnapshotRequest(camera, this, subscription, maxAge);
    waiting.add(request);
    CompletableFuture<Frame> result = request.begin(timeout);
    if (closed) {
      request.closed(); // a moment ago, when it may not have been among them yet
    }
    return result;
  }

  void forget(SnapshotRequest request) {
    waiting.remove(request);
  }

  /** The camera is closed. */
  void close() {
    closed = true;
    waiting.forEach(SnapshotRequest::closed);
  }
}
