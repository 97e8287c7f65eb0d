package dev.framecast.servlet;

import dev.framecast.sink.FrameFeeds;
import dev.framecast.sink.VisitedSet;
import dev.framecast.sink.WorkThread;
import jakarta.servlet.ServletContext;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a web app that writes to viewers: the feeds of what is watched, and a look once
 * a second at each viewer. It ends when nobody has watched for a while. All but {@link #execute}
 * and the static methods is confined to it.
 */
final class FrameThread implements WorkThread.Agenda {
  private static final String ATTRIBUTE = FrameThread.class.getName();
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final StreamOptions options;
  private final WorkThread thread = new WorkThread(FrameThread::newThread, REST_NANOS, this);

  private final FrameFeeds<PartBytes> feeds = new FrameFeeds<>(this::execute, PartBytes.maker());

  private final VisitedSet<ResponseWriter> watched = new VisitedSet<>();

  /** How often, and when next, all viewers are looked at while there are any. */
  private final long everyNanos;

  private long lookAt;

  /** Whether the web app has: what is watched is let go of, and nothing more comes. */
  private volatile boolean ended;

  FrameThread(StreamOptions options) {
    this.options = options;
    this.everyNanos = Math.min(TICK_NANOS, Math.max(1, options.silence().toNanos() / 5));
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "framecast-servlet");
    thread.setDaemon(true);
    // Not that of whichever request came first.
    thread.setContextClassLoader(FrameThread.class.getClassLoader());
    return thread;
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
      thread.end();
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
    return thread.execute(task);
  }

  boolean isEnded() {
    return ended;
  }

  FrameFeeds<PartBytes> feeds() {
    return feeds;
  }

  void watch(ResponseWriter writer) {
    if (watched.isEmpty()) {
      lookAt = System.nanoTime() + everyNanos;
    }
    watched.add(writer);
  }

  void unwatch(ResponseWriter writer) {
    watched.remove(writer);
    shutDownIfDone();
  }

  @Override
  public long untilDue() {
    return watched.isEmpty() ? WorkThread.NEVER : lookAt - System.nanoTime();
  }

  @Override
  public void run() {
    watched.visit(writer -> writer.look(System.nanoTime()));
    // Counted from its end: looks that take longer than their pause leave time for tasks.
    lookAt = System.nanoTime() + everyNanos;
  }
}
