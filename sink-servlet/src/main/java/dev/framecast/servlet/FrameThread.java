package dev.framecast.servlet;

import dev.framecast.sink.FrameFeeds;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a web app that writes to viewers: the feeds of what is watched, and a look once
 * a second at each viewer. It ends when nobody has watched for a while. All but {@link #execute}
 * and the static methods is confined to it.
 */
final class FrameThread {
  private static final System.Logger LOG = System.getLogger(MjpegServlet.class.getName());
  private static final String ATTRIBUTE = FrameThread.class.getName();
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_SECONDS = 5;

  private final StreamOptions options;
  private final ScheduledThreadPoolExecutor executor;

  private final FrameFeeds<PartBytes> feeds = new FrameFeeds<>(this::execute, PartBytes.maker());

  private final Set<ResponseWriter> watched = new LinkedHashSet<>();
  private @Nullable ScheduledFuture<?> tick;

  /** Whether the web app has: what is watched is let go of, and nothing more comes. */
  private volatile boolean ended;

  FrameThread(StreamOptions options) {
    this.options = options;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "framecast-servlet");
              thread.setDaemon(true);
              // Not that of whichever request came first.
              thread.setContextClassLoader(FrameThread.class.getClassLoader());
              return thread;
            });
    executor.setKeepAliveTime(REST_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** The web app's. Kept in its context, because a static one would outlive the app. */
  static FrameThread of(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
      return there;
    }
    // Should two first requests make one each, the end would come to one of them alone.
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
        return there;
      }
      FrameThread made = new FrameThread(StreamOptions.DEFAULT);
      made.keepIn(context);
      return made;
    }
  }

  void keepIn(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /** Ends all streams of that web app. */
  static void end(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
      context.removeAttribute(ATTRIBUTE);
      there.ended = true;
      there.execute(
          () -> {
            there.watchedNow().forEach(ResponseWriter::finish);
            there.shutDownIfDone();
          });
    }
  }

  /** Not before the container has let go of the last frame, which it says by a callback. */
  private void shutDownIfDone() {
    if (ended && watched.isEmpty()) {
      executor.shutdown();
    }
  }

  StreamOptions options() {
    return options;
  }

  /**
   * Runs that on this thread, soon.
   *
   * @return false when the web app has ended, and with it its viewers: it will not be run
   */
  boolean execute(Runnable task) {
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException | Error e) {
              LOG.log(Level.WARNING, "a viewer's response failed", e);
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  boolean isEnded() {
    return ended;
  }

  FrameFeeds<PartBytes> feeds() {
    return feeds;
  }

  void watch(ResponseWriter writer) {
    watched.add(writer);
    if (tick == null && !executor.isShutdown()) {
      long every = Math.min(TICK_NANOS, Math.max(1, options.silence().toNanos() / 5));
      tick = executor.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
    }
  }

  void unwatch(ResponseWriter writer) {
    watched.remove(writer);
    ScheduledFuture<?> ticking = tick;
    if (watched.isEmpty() && ticking != null) {
      ticking.cancel(false);
      tick = null;
    }
    shutDownIfDone();
  }

  private Set<ResponseWriter> watchedNow() {
    return new LinkedHashSet<>(watched);
  }

  private void look() {
    long now = System.nanoTime();
    for (ResponseWriter writer : watchedNow()) {
      try {
        writer.look(now);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "a viewer's response failed", e);
      }
    }
  }
}
