package dev.framecast.capture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a registry of cameras. The {@link Watchdog} looks at all active cameras, in {@link
 * Rounds}, from outside of everything that a source can hang in, and paints the slates. It runs
 * timers too. Idle cameras have no part in that, so without an active camera it has no thread.
 */
public final class Supervisor implements AutoCloseable {
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AtomicInteger captureThreads = new AtomicInteger();
  private final Watchdog watchdog = new Watchdog(run -> daemon(run, "framecast-watchdog"));

  /** The looks at the cameras. */
  final Rounds rounds = watchdog.rounds;

  /** Runs what is not framecast's own. */
  final Callbacks callbacks = new Callbacks(run -> daemon(run, "framecast-callback"));

  /**
   * Of whoever made the cameras. Threads begin with the first viewer, and would inherit that of the
   * web app which that viewer asked, though the cameras may outlive it.
   */
  private final @Nullable ClassLoader contextLoader =
      Thread.currentThread().getContextClassLoader();

  /** Runs a task on the watchdog thread after that time, unless this is closed before. */
  Future<?> after(long nanos, Runnable task) {
    try {
      return watchdog.after(nanos, task);
    } catch (RejectedExecutionException e) { // closed, and so are all cameras
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Runs a task on the watchdog thread, if this is not closed. */
  Future<?> soon(Runnable task) {
    return after(0, task);
  }

  boolean isWatchdog(Thread thread) {
    return watchdog.isThread(thread);
  }

  /** A thread for a call that may never return, and that nobody waits for. */
  void apart(String name, Runnable call) {
    daemon(call, "framecast-" + name).start();
  }

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
