package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.FrameBuffer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All the viewers that one thread writes to. However many they are, each frame wakes that thread
 * once, is pinned once, and is made into bytes once for each form. Confined to that thread.
 *
 * @param <P> a part: a frame in the form that the sink can write
 */
public final class FanOut<P> {
  /** What is to be noticed by then: that video does not come. */
  private static final Duration SILENCE = Duration.ofNanos(StreamedVideo.BRIDGE_AFTER_NANOS);

  final Executor thread;
  final PartFactory<P> factory;
  private final LongSupplier nanoTime;

  /** Looks after those who watch video; null where the thread has no timer. */
  private final @Nullable PeriodicCheck<StreamedVideo<P>> videos;

  /** By identity of the buffer: a camera that was idle comes back with new ones. */
  private final IdentityHashMap<FrameBuffer, FanOutGroup<P>> groups = new IdentityHashMap<>();

  /**
   * For the viewers of that thread.
   *
   * @param thread runs what it is given one after the other, soon, and all of it on the thread that
   *     everything here is confined to; may refuse once it has ended. Capture threads call it, so
   *     it must not block
   * @param factory makes what is written
   */
  public FanOut(ScheduledExecutorService thread, PartFactory<P> factory) {
    this.thread = thread;
    this.factory = factory;
    this.nanoTime = System::nanoTime;
    this.videos = new PeriodicCheck<>(thread, SILENCE);
  }

  /** The same with a clock, and with no other timer than {@link ViewerStream#check}. */
  FanOut(Executor thread, PartFactory<P> factory, LongSupplier nanoTime) {
    this.thread = thread;
    this.factory = factory;
    this.nanoTime = nanoTime;
    this.videos = null;
  }

  /** What time it is, on the scale of {@link System#nanoTime()}. */
  long now() {
    return nanoTime.getAsLong();
  }

  PictureGroup<P> join(StreamedPictures<P> viewer, Subscription subscription) {
    PictureGroup<P> group = (PictureGroup<P>) groups.get(subscription.frames());
    if (group == null) {
      group = new PictureGroup<>(this, subscription);
      groups.put(subscription.frames(), group);
    }
    group.add(viewer);
    return group;
  }

  VideoGroup<P> join(StreamedVideo<P> viewer, Subscription subscription) {
    VideoGroup<P> group = (VideoGroup<P>) groups.get(subscription.frames());
    if (group == null) {
      group = new VideoGroup<>(this, subscription);
      groups.put(subscription.frames(), group);
    }
    group.add(viewer);
    if (videos != null) {
      videos.add(viewer);
    }
    return group;
  }

  void leave(StreamedVideo<P> viewer, VideoGroup<P> group) {
    group.leave(viewer);
    if (videos != null) {
      videos.remove(viewer);
    }
  }

  void remove(FrameBuffer frames, FanOutGroup<P> group) {
    groups.remove(frames, group);
  }
}
