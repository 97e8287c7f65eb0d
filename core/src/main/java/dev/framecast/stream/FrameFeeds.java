package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.FrameBuffer;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;

/**
 * The frames' way to all the viewers that one thread writes to: however many they are, each frame
 * wakes the thread once. Confined to that thread.
 *
 * @param <P> a frame in the form that the sink can write
 */
public final class FrameFeeds<P> {
  private final Executor thread;
  private final PartMaker<P> maker;

  /** By identity of the buffer: a camera that was idle comes back with new ones. */
  private final IdentityHashMap<FrameBuffer, CameraFeed<P>> feeds = new IdentityHashMap<>();

  /**
   * Feeds on a thread of the sink's.
   *
   * @param thread runs what it is given one after the other, soon, and all of it on the thread that
   *     everything here is confined to; may refuse once it has ended. Capture threads call it, so
   *     it must not block
   * @param maker makes what is written
   */
  public FrameFeeds(Executor thread, PartMaker<P> maker) {
    this.thread = thread;
    this.maker = maker;
  }

  Executor thread() {
    return thread;
  }

  PartMaker<P> maker() {
    return maker;
  }

  /** The feed of what is subscribed to; it ends when its last viewer leaves. */
  CameraFeed<P> of(Subscription subscription) {
    CameraFeed<P> feed = feeds.get(subscription.frames());
    if (feed == null) {
      feed = new CameraFeed<>(this, subscription);
      feeds.put(subscription.frames(), feed);
    }
    return feed;
  }

  void forget(FrameBuffer frames) {
    feeds.remove(frames);
  }
}
