package dev.framecast.stream;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.internal.DirectWakeUp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings one rendition of one camera to all who watch it on one thread. Confined to that thread but
 * for {@link #wake}, which the camera's capture thread calls.
 */
final class CameraFeed<P> implements Runnable {
  private final FrameFeeds<P> feeds;
  private final FrameBuffer frames;
  private final Camera camera;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final List<Watch<P>> watches = new ArrayList<>();
  private final FrameBuffer.Registration registration;
  private final FramePool<P> pool;

  /** The frame acquired last; of use only while somebody holds it. */
  private @Nullable SharedFrame<P> newest;

  CameraFeed(FrameFeeds<P> feeds, Subscription subscription) {
    this.feeds = feeds;
    this.frames = subscription.frames();
    this.camera = subscription.camera();
    this.pool = new FramePool<>(frames, feeds.maker());
    DirectWakeUp wakeUp = this::wake;
    this.registration = frames.onPublish(wakeUp);
  }

  /** On the capture thread: no more than one task is on its way. */
  private void wake() {
    if (!awake.get() && awake.compareAndSet(false, true)) {
      try {
        feeds.thread().execute(this);
      } catch (RejectedExecutionException e) {
        // The thread has ended, and with it its viewers; they are about to leave.
      } catch (RuntimeException | Error e) {
        awake.set(false); // or nobody would be woken again
        throw e;
      }
    }
  }

  @Override
  public void run() {
    // Before the look at the frames: what is published from here on wakes again.
    awake.set(false);
    if (watches.isEmpty()) {
      return;
    }
    boolean closed = isClosed();
    SharedFrame<P> frame = newerThan(0);
    if (frame == null) {
      return;
    }
    try {
      offer(frame, closed);
    } finally {
      // Also where memory for a part is short: a pin that is lost costs a slot for good.
      frame.release();
    }
  }

  /** To all of them: one that fails must not take the frame from the others. */
  private void offer(SharedFrame<P> frame, boolean closed) {
    Throwable failure = null;
    // Backwards, because a viewer that is lost while it is written to gives its place to the last.
    for (int i = watches.size() - 1; i >= 0; i--) {
      try {
        if (i < watches.size()) {
          watches.get(i).offer(frame, closed);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Whether the camera is closed for good: the next slate is the last frame. */
  boolean isClosed() {
    return camera.state() == CameraState.CLOSED;
  }

  /**
   * The newest frame if it is newer than that one, shared with those who are being sent it already.
   * The caller releases it.
   */
  @Nullable SharedFrame<P> newerThan(long sequence) {
    long there = frames.sequence();
    if (there <= sequence) {
      return null;
    }
    SharedFrame<P> shared = newest;
    if (shared != null && shared.isOpen() && shared.sequence() >= there) {
      shared.retain();
      return shared;
    }
    shared = pool.acquireNewerThan(sequence);
    if (shared != null) {
      newest = shared;
    }
    return shared;
  }

  void join(Watch<P> watch) {
    watch.place = watches.size();
    watches.add(watch);
  }

  void leave(Watch<P> watch) {
    Watch<P> last = watches.remove(watches.size() - 1);
    if (last != watch) {
      watches.set(watch.place, last);
      last.place = watch.place;
    }
    if (watches.isEmpty()) {
      registration.close();
      pool.close();
      feeds.forget(frames);
    }
  }
}
