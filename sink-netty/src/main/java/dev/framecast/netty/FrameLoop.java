package dev.framecast.netty;

import dev.framecast.sink.FrameFeeds;
import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has to do with cameras: the feeds of what its viewers watch, and a look once
 * a second at whoever is being written to. Confined to that loop.
 */
final class FrameLoop {
  private static final System.Logger LOG = System.getLogger(MjpegServer.class.getName());
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventExecutor executor;
  private final StreamOptions options;

  private final FrameFeeds<PartBuffers> feeds;
  private final StreamOnly streamOnly = new StreamOnly();
  private final Set<Watched> watched = new LinkedHashSet<>();

  /** Who is still to be looked at, between nulls; used again each time. */
  private @Nullable Watched[] round = {};

  private @Nullable Future<?> tick;

  FrameLoop(EventExecutor executor, StreamOptions options) {
    this.executor = executor;
    this.feeds = new FrameFeeds<>(executor, PartBuffers.maker());
    this.options = options;
  }

  EventExecutor executor() {
    return executor;
  }

  StreamOptions options() {
    return options;
  }

  StreamOnly streamOnly() {
    return streamOnly;
  }

  FrameFeeds<PartBuffers> feeds() {
    return feeds;
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
      round = new Watched[0];
    }
  }

  private void look() {
    long now = System.nanoTime();
    // A copy, because those who are closed leave.
    @Nullable Watched[] all = watched.toArray(round);
    round = all;
    for (int i = 0; i < all.length; i++) {
      Watched subject = all[i];
      if (subject == null) {
        return;
      }
      // Of a thousand viewers that leave, none is to stay in memory for the sake of one.
      all[i] = null;
      try {
        subject.look(now);
      } catch (RuntimeException | Error e) {
        // The others are looked at all the same, and this one again.
        LOG.log(Level.WARNING, "a viewer's connection failed", e);
      }
    }
  }
}
