package dev.framecast.netty;

import dev.framecast.FrameBuffer;
import dev.framecast.Subscription;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has to do with cameras: a feed for each rendition that its viewers watch, and
 * a look once a second at whoever is being written to. Confined to that loop.
 */
final class FrameLoop {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventExecutor executor;
  private final StreamOptions options;

  /** By identity of the buffer: a camera that was idle comes back with new ones. */
  private final IdentityHashMap<FrameBuffer, LoopFeed> feeds = new IdentityHashMap<>();

  private final Set<Watched> watched = new LinkedHashSet<>();
  private @Nullable Future<?> tick;

  FrameLoop(EventExecutor executor, StreamOptions options) {
    this.executor = executor;
    this.options = options;
  }

  EventExecutor executor() {
    return executor;
  }

  StreamOptions options() {
    return options;
  }

  /** The feed of what is subscribed to; it ends when its last viewer leaves. */
  LoopFeed feed(Subscription subscription) {
    LoopFeed feed = feeds.get(subscription.frames());
    if (feed == null) {
      feed = new LoopFeed(this, subscription);
      feeds.put(subscription.frames(), feed);
    }
    return feed;
  }

  void forget(FrameBuffer frames) {
    feeds.remove(frames);
  }

  void watch(Watched subject) {
    watched.add(subject);
    if (tick == null) {
      long every = Math.min(TICK_NANOS, Math.max(1, options.silence().toNanos() / 5));
      tick = executor.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
    }
  }

  void unwatch(Watched subject) {
    watched.remove(subject);
    Future<?> ticking = tick;
    if (watched.isEmpty() && ticking != null) {
      ticking.cancel(false);
      tick = null;
    }
  }

  private void look() {
    long now = System.nanoTime();
    for (Watched subject : watched.toArray(Watched[]::new)) {
      subject.look(now);
    }
  }
}
