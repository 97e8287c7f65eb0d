package dev.framecast.servlet;

import dev.framecast.http.Admissions;
import dev.framecast.http.Limits;
import dev.framecast.servlet.container.Container;
import dev.framecast.stream.FanOut;
import dev.framecast.stream.PeriodicCheck;
import dev.framecast.stream.StreamOptions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a web app that writes responses, but for those whose writes can block ({@link
 * #of(ServletRequest)}). It ends when there was nothing to write for a while. Responses are watched
 * and written on it alone; the rest may be called from any thread.
 */
final class FrameThread {
  private static final String ATTRIBUTE = FrameThread.class.getName();

  /** For streams to end in order when the web app does; then they are cut. */
  private static final long DRAIN_MILLIS = 1_000;

  /** For the container to say that it has let go of them. */
  private static final long CUT_MILLIS = 500;

  private final Container container;
  private final StreamOptions options;
  private final ScheduledThreadPoolExecutor thread = new WriterThread();
  private final PartBuffers parts;
  private final FanOut<ByteBuffer> fanOut;
  private final PeriodicCheck<ResponseWriter> responses;

  /** The web app's, whatever number of servlets and controllers it has. */
  private final Admissions admissions = new Admissions();

  /** Answers that are still to come, and to be written then. */
  private final AtomicInteger expected = new AtomicInteger();

  private @Nullable Future<?> cut;

  /**
   * Those of single connections, see {@link #of(ServletRequest)}; there as long as something is
   * written by them. Under this object's monitor.
   */
  private final Map<String, WeakReference<FrameThread>> ofConnections = new HashMap<>();

  /** Whether the web app ends: what there is goes on to its end, and nothing more comes. */
  private volatile boolean draining;

  /** Whether it has. */
  private volatile boolean ended;

  /** Whether the app itself has ended it, and says when that is over. */
  private volatile boolean endedByApp;

  FrameThread(Container container, StreamOptions options) {
    this.container = container;
    this.options = options;
    this.parts = new PartBuffers(container.takesBuffers());
    this.fanOut = new FanOut<>(thread, parts);
    this.responses = new PeriodicCheck<>(thread, options.silence());
  }

  /** The web app's. Kept in its context, because a static one would outlive the app. */
  static FrameThread of(ServletContext context) {
    return of(context, Limits.DEFAULT);
  }

  /** The same, by these limits if nobody has asked for it before. */
  static FrameThread of(ServletContext context, Limits limits) {
    if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
      return there;
    }
    // Should two first requests make one each, the end would come to one of them alone.
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there) {
        return there;
      }
      FrameThread started =
          new FrameThread(
              Container.of(context), StreamOptions.DEFAULT.withSilence(limits.silence()));
      started.keepIn(context);
      return started;
    }
  }

  void keepIn(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Which one writes the answer to that request: the web app's, or, where a write can block for the
   * sake of one connection, that connection's own.
   */
  static FrameThread of(ServletRequest request) {
    FrameThread shared = of(request.getServletContext());
    return shared.container.blocksOn(request)
        ? shared.ofConnection(request.getRemoteAddr() + " " + request.getRemotePort())
        : shared;
  }

  private synchronized FrameThread ofConnection(String key) {
    WeakReference<FrameThread> known = ofConnections.get(key);
    FrameThread there = known == null ? null : known.get();
    if (there == null) {
      ofConnections.values().removeIf(thread -> thread.get() == null);
      there = new FrameThread(container, options);
      there.draining = draining;
      there.ended = ended;
      ofConnections.put(key, new WeakReference<>(there));
    }
    return there;
  }

  /**
   * Ends all streams of that web app in order, and then those that have not ended by then. Waits
   * for that, but not for long. It stays the web app's, and whoever comes is refused until it is
   * {@linkplain #forget forgotten}: who has been ended asks again at once.
   */
  static void end(ServletContext context) {
    FrameThread there = of(context); // a first viewer would not be told otherwise
    List<FrameThread> all = there.withConnections();
    there.admissions.close();
    all.forEach(FrameThread::drain);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS + CUT_MILLIS);
    all.forEach(thread -> thread.awaitEnd(end));
  }

  /** The same, until the app says that it goes on, whatever becomes of its servlets meanwhile. */
  static void endByApp(ServletContext context) {
    synchronized (context) { // a servlet that is destroyed meanwhile would have it forgotten
      of(context).endedByApp = true;
    }
    end(context);
  }

  /** Whoever comes is served again in a web app whose streams were ended, but not by itself. */
  static void forget(ServletContext context) {
    forget(context, false);
  }

  /** Whoever comes is served again in a web app whose streams were ended. */
  static void resume(ServletContext context) {
    forget(context, true);
  }

  private static void forget(ServletContext context, boolean resumes) {
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof FrameThread there
          && there.draining
          && (resumes || !there.endedByApp)) {
        context.removeAttribute(ATTRIBUTE);
      }
    }
  }

  /** From here on those that begin are draining. */
  private synchronized List<FrameThread> withConnections() {
    draining = true;
    List<FrameThread> all = new ArrayList<>(List.of(this));
    for (WeakReference<FrameThread> connection : ofConnections.values()) {
      FrameThread there = connection.get();
      if (there != null) {
        there.draining = true;
        all.add(there);
      }
    }
    return all;
  }

  private void drain() {
    boolean unused =
        execute(
            () -> {
              cutLater();
              responses.forEach(ResponseWriter::drain);
              shutDownIfDone();
            });
  }

  private void cutLater() {
    if (cut == null && !ended) { // else it is told for the second time, or has ended
      cut = thread.schedule(this::cut, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void cut() {
    ended = true;
    responses.forEach(ResponseWriter::endWithApp);
    expected.set(0);
    shutDownIfDone();
  }

  private void awaitEnd(long end) {
    try {
      boolean unused = thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not before the container has let go of the last frame, which it says by a callback. */
  private void shutDownIfDone() {
    if (draining && responses.isEmpty() && expected.get() <= 0) {
      ended = true;
      if (cut != null) {
        cut.cancel(false);
      }
      thread.shutdown();
    }
  }

  /** Counts those who are served. */
  Admissions admissions() {
    return admissions;
  }

  /** An answer is to come, for which an end waits. Before it is looked whether there is one. */
  void expect() {
    expected.incrementAndGet();
  }

  /** It has come, or nobody waits for it any more. Once for each. */
  void came() {
    if (expected.decrementAndGet() <= 0 && draining) {
      boolean unused = execute(this::shutDownIfDone);
    }
  }

  Container container() {
    return container;
  }

  StreamOptions options() {
    return options;
  }

  /** Refuses when the web app has ended, and with it its viewers. */
  Executor executor() {
    return thread;
  }

  /**
   * Runs that on this thread, soon.
   *
   * @return false when the web app has ended, and with it its viewers, or when there is none and no
   *     more can be made: it will not be run
   */
  boolean execute(Runnable task) {
    try {
      thread.execute(task);
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      return false;
    }
  }

  boolean isDraining() {
    return draining;
  }

  boolean isEnded() {
    return ended;
  }

  FanOut<ByteBuffer> fanOut() {
    return fanOut;
  }

  void watch(ResponseWriter response) {
    responses.add(response);
    if (draining) { // a connection's own, which has begun since and was not told
      cutLater();
    }
  }

  void unwatch(ResponseWriter response) {
    responses.remove(response);
    if (responses.isEmpty()) {
      parts.clear();
      shutDownIfDone();
    }
  }
}
