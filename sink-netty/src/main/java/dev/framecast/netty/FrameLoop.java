package dev.framecast.netty;

import dev.framecast.stream.FrameFeeds;
import dev.framecast.stream.VisitedSet;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has to do with cameras: the feeds of what its viewers watch, and a look once
 * a second at whoever is being written to. Confined to that loop.
 */
final class FrameLoop {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventExecutor executor;
  private final StreamOptions options;

  private final FrameFeeds<PartBuffers> feeds;
  private final HttpDate date = new HttpDate();
  private final StreamOnly streamOnly = new StreamOnly();
  private final VisitedSet<Watched> watched = new VisitedSet<>();
  private @Nullable Future<?> tick;

  FrameLoop(EventExecutor executor, StreamOptions options) {
    this.executor = executor;
    this.feeds = new FrameFeeds<>(executor, PartBuffers.maker());
    this.options = options;
  }

  EventExecutor executor() {
    return executor;
  }

  /** For an answer that is sent now (RFC 9110, 6.6.1). */
  String date() {
    return date.now();
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
    }
  }

  private void look() {
    watched.visit(subject -> subject.look(System.nanoTime()));
  }
}
