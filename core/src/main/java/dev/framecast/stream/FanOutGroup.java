package dev.framecast.stream;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.Registration;
import dev.framecast.internal.DirectWakeUp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Those of one thread's viewers who watch one rendition of one camera. Confined to that thread. */
abstract class FanOutGroup<P> implements Runnable {
  final FanOut<P> fanOut;
  final FrameBuffer frames;
  final Camera camera;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Set<StreamedCamera<P>> viewers = new LinkedHashSet<>();
  private final Registration registration;

  FanOutGroup(FanOut<P> fanOut, Subscription subscription) {
    this.fanOut = fanOut;
    this.frames = subscription.frames();
    this.camera = subscription.camera();
    DirectWakeUp wakeUp = this::wake;
    this.registration = frames.onPublish(wakeUp);
  }

  /** On the capture thread: no more than one task is on its way. */
  private void wake() {
    if (!awake.get() && awake.compareAndSet(false, true)) {
      try {
        fanOut.thread.execute(this);
      } catch (RejectedExecutionException e) {
        // The thread has ended, and with it its viewers; they are about to leave.
      } catch (RuntimeException | Error e) {
        awake.set(false); // or nobody would be woken again
        throw e;
      }
    }
  }

  @Override
  public final void run() {
    // Before the look at the frames: what is published from here on wakes again.
    awake.set(false);
    if (!viewers.isEmpty()) {
      fanOut();
    }
  }

  /** Has all viewers look for what is next, each frame being pinned once. */
  abstract void fanOut();

  /** To all of them: one that fails must not take the frame from the others. */
  final void tellAll() {
    Throwable failure = null;
    // A copy, because those who are lost while they are written to leave.
    List<StreamedCamera<P>> all = new ArrayList<>(viewers);
    for (int i = 0; i < all.size(); i++) {
      try {
        all.get(i).published();
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
  final boolean isClosed() {
    return camera.state() == CameraState.CLOSED;
  }

  final boolean hasNewerThan(long sequence) {
    return frames.sequence() > sequence;
  }

  final void add(StreamedCamera<P> viewer) {
    viewers.add(viewer);
  }

  final void leave(StreamedCamera<P> viewer) {
    viewers.remove(viewer);
    if (viewers.isEmpty()) {
      registration.close();
      fanOut.remove(frames, this);
    }
  }
}
