package dev.framecast.capture;

import dev.framecast.FrameSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a registry of cameras. The {@link Watchdog} looks at all active cameras, in {@link
 * Rounds}, from outside of everything that a source can hang in, and paints the slates. It runs
 * timers too. Idle cameras have no part in that, so without an active camera it has no thread.
 */
public final class Supervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AtomicInteger captureThreads = new AtomicInteger();
  private final Watchdog watchdog = new Watchdog(run -> daemon(run, "framecast-watchdog"));

  /** The looks at the cameras. */
  final Rounds rounds = watchdog.rounds;

  /**
   * Of whoever made the cameras. Threads begin with the first viewer, and would inherit that of the
   * web app which that viewer asked, though the cameras may outlive it.
   */
  private final @Nullable ClassLoader contextLoader =
      Thread.currentThread().getContextClassLoader();

  Future<?> after(long nanos, Runnable task) {
    return watchdog.after(nanos, task);
  }

  /** Runs a task on the watchdog thread, before it is closed. */
  Future<?> soon(Runnable task) {
    return watchdog.after(0, task);
  }

  boolean isWatchdog(Thread thread) {
    return watchdog.isThread(thread);
  }

  /** Cancels a session on a thread of its own: it is anybody's code, and nobody waits for it. */
  void cancel(String cameraId, FrameSession session) {
    daemon(
            () -> {
              try {
                session.cancel();
              } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "camera {0}: cancel() failed: {1}", cameraId, e.getClass());
              }
            },
            "framecast-" + cameraId + "-cancel")
        .start();
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
