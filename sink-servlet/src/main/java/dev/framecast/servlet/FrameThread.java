package dev.framecast.servlet;

import dev.framecast.stream.FrameFeeds;
import dev.framecast.stream.VisitedSet;
import dev.framecast.stream.WorkThread;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a web app that writes responses: the feeds of what is watched, and a look once
 * a second at each viewer. It ends when there was nothing to write for a while. All but {@link
 * #execute} and the static methods is confined to it.
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

  /**
   * Those of single connections, see {@link #of(ServletRequest)}; there as long as something is
   * written by them. Under this object's monitor.
   */
  private final Map<String, WeakReference<FrameThread>> ofConnections = new HashMap<>();

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

  /**
   * Which one writes the answer to that request: the web app's, or, where a write can block for the
   * sake of one connection, that connection's own.
   */
  static FrameThread of(ServletRequest request) {
    ServletContext context = request.getServletContext();
    FrameThread shared = of(context);
    return Container.of(context).blocksOn(request)
        ? shared.ofConnection(request.getRemoteAddr() + " " + request.getRemotePort())
        : shared;
  }

  private synchronized FrameThread ofConnection(String key) {
    WeakReference<FrameThread> known = ofConnections.get(key);
    FrameThread there = known == null ? null : known.get();
    if (there == null) {
      ofConnections.values().removeIf(thread -> thread.get() == null);
      there = new FrameThread(options);
      there.ended = ended;
      ofConnections.put(key, new WeakReference<>(there));
    }
    return there;
  }

  void keepIn(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /** Ends all streams of that web app. */
  static void end(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
      context.removeAttribute(ATTRIBUTE);
      there.end();
    }
  }

  private void end() {
    synchronized (this) {
      ended = true;
      for (WeakReference<FrameThread> connection : ofConnections.values()) {
        FrameThread there = connection.get();
        if (there != null) {
          there.end();
        }
      }
    }
    execute(
        () -> {
          watched.visit(ResponseWriter::finish);
          shutDownIfDone();
        });
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
