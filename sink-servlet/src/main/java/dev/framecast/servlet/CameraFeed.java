package dev.framecast.servlet;

import dev.framecast.Camera;
import dev.framecast.CameraState;
import dev.framecast.Frame;
import dev.framecast.FrameBuffer;
import dev.framecast.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings one rendition of one camera to all of its viewers in a web app: one wake-up a frame,
 * however many they are. Confined to the app's {@link FrameThread} but for {@link #wake}, which the
 * camera's capture thread calls.
 */
final class CameraFeed implements Runnable {
  private final FrameThread thread;
  private final FrameBuffer frames;
  private final Camera camera;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final List<Viewer> viewers = new ArrayList<>();
  private final FrameBuffer.Registration registration;

  /** The frame acquired last; of use only while somebody holds it. */
  private @Nullable SharedFrame newest;

  CameraFeed(FrameThread thread, Subscription subscription) {
    this.thread = thread;
    this.frames = subscription.frames();
    this.camera = subscription.camera();
    this.registration = frames.onPublish(this::wake);
  }

  /** On the capture thread: no more than one task is on its way. */
  private void wake() {
    if (!awake.get() && awake.compareAndSet(false, true)) {
      thread.execute(this);
    }
  }

  @Override
  public void run() {
    // Before the look at the frames: what is published from here on wakes again.
    awake.set(false);
    if (viewers.isEmpty()) {
      return;
    }
    boolean closed = isClosed();
    SharedFrame frame = newerThan(0);
    if (frame == null) {
      return;
    }
    // Backwards, because a viewer that is lost while it is written to gives its place to the last.
    for (int i = viewers.size() - 1; i >= 0; i--) {
      if (i < viewers.size()) {
        viewers.get(i).offer(frame, closed);
      }
    }
    frame.release();
  }

  /** Whether the camera is closed for good: the next slate is the last frame. */
  boolean isClosed() {
    return camera.state() == CameraState.CLOSED;
  }

  /**
   * The newest frame if it is newer than that one, shared with viewers who are being sent it
   * already. The caller releases it.
   */
  @Nullable SharedFrame newerThan(long sequence) {
    long there = frames.sequence();
    if (there <= sequence) {
      return null;
    }
    SharedFrame shared = newest;
    if (shared != null && shared.isOpen() && shared.sequence() >= there) {
      shared.retain();
      return shared;
    }
    Frame frame = frames.acquireNewerThan(sequence);
    if (frame == null) {
      return null;
    }
    shared = new SharedFrame(frame);
    newest = shared;
    return shared;
  }

  void join(Viewer viewer) {
    viewer.place = viewers.size();
    viewers.add(viewer);
  }

  void leave(Viewer viewer) {
    Viewer last = viewers.remove(viewers.size() - 1);
    if (last != viewer) {
      viewers.set(viewer.place, last);
      last.place = viewer.place;
    }
    if (viewers.isEmpty()) {
      registration.close();
      thread.forget(frames);
    }
  }
}
