package dev.framecast.stream;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.Registration;
import dev.framecast.internal.DirectWakeUp;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All the viewers that one thread writes to. However many they are, each frame wakes that thread
 * once, is pinned once, and is made into bytes once for each form. Confined to that thread.
 *
 * @param <P> a part: a frame in the form that the sink can write
 */
public final class FanOut<P> {
  private final Executor thread;
  private final PartFactory<P> factory;

  /** By identity of the buffer: a camera that was idle comes back with new ones. */
  private final IdentityHashMap<FrameBuffer, Group> groups = new IdentityHashMap<>();

  /**
   * For the viewers of that thread.
   *
   * @param thread runs what it is given one after the other, soon, and all of it on the thread that
   *     everything here is confined to; may refuse once it has ended. Capture threads call it, so
   *     it must not block
   * @param factory makes what is written
   */
  public FanOut(Executor thread, PartFactory<P> factory) {
    this.thread = thread;
    this.factory = factory;
  }

  Group join(StreamedCamera<P> viewer, Subscription subscription) {
    Group group = groups.computeIfAbsent(subscription.frames(), key -> new Group(subscription));
    group.viewers.add(viewer);
    return group;
  }

  /** Those who watch one rendition of one camera. */
  final class Group implements Runnable {
    private final FrameBuffer frames;
    private final Camera camera;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Set<StreamedCamera<P>> viewers = new LinkedHashSet<>();
    private final Registration registration;

    /** The frame acquired last; of use only while somebody holds it. */
    private @Nullable SharedFrame<P> newest;

    private Group(Subscription subscription) {
      frames = subscription.frames();
      camera = subscription.camera();
      DirectWakeUp wakeUp = this::wake;
      registration = frames.onPublish(wakeUp);
    }

    /** On the capture thread: no more than one task is on its way. */
    private void wake() {
      if (!awake.get() && awake.compareAndSet(false, true)) {
        try {
          thread.execute(this);
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
      // Held while the viewers take it, so that it is pinned once.
      SharedFrame<P> frame = viewers.isEmpty() ? null : newerThan(0);
      if (frame != null) {
        try {
          tellAll();
        } finally {
          // Also where memory for a part is short: a pin that is lost costs a slot for good.
          frame.release();
        }
      }
    }

    /** To all of them: one that fails must not take the frame from the others. */
    private void tellAll() {
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
    boolean isClosed() {
      return camera.state() == CameraState.CLOSED;
    }

    boolean hasNewerThan(long sequence) {
      return frames.sequence() > sequence;
    }

    /**
     * The newest frame if it is newer than that one, shared with those who are being sent it
     * already. The caller releases it.
     */
    @Nullable SharedFrame<P> newerThan(long sequence) {
      long there = frames.sequence();
      if (there <= sequence) {
        return null;
      }
      SharedFrame<P> shared = newest;
      if (shared != null && shared.isOpen() && shared.frame().sequence() >= there) {
        shared.retain();
        return shared;
      }
      Frame frame = frames.acquireNext(sequence);
      if (frame == null) {
        return null;
      }
      shared = new SharedFrame<>(frame, factory);
      newest = shared;
      return shared;
    }

    void leave(StreamedCamera<P> viewer) {
      viewers.remove(viewer);
      if (viewers.isEmpty()) {
        registration.close();
        groups.remove(frames, this);
      }
    }
  }
}
