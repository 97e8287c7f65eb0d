package dev.framecast.servlet;

import dev.framecast.sink.FrameFeeds;
import dev.framecast.sink.VisitedSet;
import jakarta.servlet.ServletContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread of a web app that writes to viewers: the feeds of what is watched, and a look once
 * a second at each viewer. It ends when nobody has watched for a while. All but {@link #execute}
 * and the static methods is confined to it.
 */
final class FrameThread {
  private static final String ATTRIBUTE = FrameThread.class.getName();
  private static final Consumer<ResponseWriter> LOOK = one -> one.look(System.nanoTime());
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StreamOptions options;
  private final TaskThread tasks;

  private final FrameFeeds<PartBytes> feeds = new FrameFeeds<>(this::execute, PartBytes.maker());

  private final VisitedSet<ResponseWriter> watched = new VisitedSet<>();

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
            there.watched.visit(ResponseWriter::finish);
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
    }
    shutDownIfDone();
  }

  private void look() {
    watched.visit(LOOK);
  }
}
