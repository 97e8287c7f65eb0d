package dev.framecast.capture;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a registry of cameras, all of them daemons: one for each camera that captures, the
 * {@link Watchdog}'s, and those that run other people's callbacks. While no camera captures there
 * are none.
 */
public final class CaptureThreads implements AutoCloseable {
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long CALLBACK_REST_MILLIS = 500;

  private final AtomicInteger captureThreads = new AtomicInteger();

  final Watchdog watchdog = new Watchdog(run -> daemon(run, "framecast-watchdog"));

  /**
   * Runs what is not framecast's own: on as many threads as there are callbacks at a time, because
   * one that never returns must not keep the others waiting.
   */
  final Executor callbacks =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          CALLBACK_REST_MILLIS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          run -> daemon(run, "framecast-callback"));

  /**
   * Of whoever made the cameras. Threads begin with the first viewer, and would inherit that of the
   * web app which that viewer asked, though the cameras may outlive it.
   */
  private final @Nullable ClassLoader contextLoader =
      Thread.currentThread().getContextClassLoader();

  /** A thread for a call that may never return, and that nobody waits for. */
  void startDetached(String name, Runnable call) {
    daemon(call, "framecast-" + name).start();
  }

  /** A thread that captures, not started yet. */
  Thread captureThread(String cameraId, Runnable run) {
    return daemon(run, "framecast-" + cameraId + "-" + captureThreads.incrementAndGet());
  }

  private Thread daemon(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(contextLoader);
    return thread;
  }

  /** Until when a close that begins now waits for capture threads. */
  public long closeDeadline() {
    return System.nanoTime() + CLOSE_NANOS;
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
