package dev.framecast.servlet;

import dev.framecast.sink.FrameFeeds;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  private final StreamOptions options;
  private final TaskThread tasks;

  private final FrameFeeds<PartBytes> feeds = new FrameFeeds<>(this::execute, PartBytes.maker());

  private final Set<ResponseWriter> watched = new LinkedHashSet<>();

  /** Who is still to be looked at, between nulls; used again each time. */
  private @Nullable ResponseWriter[] round = {};

  /** Whether the web app has: what is watched is let go of, and nothing more comes. */
  private volatile boolean ended;

  FrameThread(StreamOptions options) {
    this.options = options;
    long every = Math.min(TICK_NANOS, Math.max(1, options.silence().toNanos() / 5));
    tasks = new TaskThread("framecast-servlet", this::look, every);
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
            List.copyOf(there.watched).forEach(ResponseWriter::finish);
            there.shutDownIfDone();
          });
    }
  }

  /** Not before the container has let go of the last frame, which it says by a callback. */
  private void shutDownIfDone() {
    if (ended && watched.isEmpty()) {
      tasks.end();
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
    return tasks.execute(task);
  }

  boolean isEnded() {
    return ended;
  }

  FrameFeeds<PartBytes> feeds() {
    return feeds;
  }

  void watch(ResponseWriter writer) {
    watched.add(writer);
    tasks.setLooking(true);
  }

  void unwatch(ResponseWriter writer) {
    watched.remove(writer);
    if (watched.isEmpty()) {
      tasks.setLooking(false);
      round = new ResponseWriter[0];
    }
    shutDownIfDone();
  }

  private void look() {
    long now = System.nanoTime();
    // A copy, because those who are ended leave.
    @Nullable ResponseWriter[] all = watched.toArray(round);
    round = all;
    for (int i = 0; i < all.length; i++) {
      ResponseWriter writer = all[i];
      if (writer == null) {
        return;
      }
      all[i] = null;
      try {
        writer.look(now);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "a viewer's response failed", e);
      }
    }
  }
}
