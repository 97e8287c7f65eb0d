package dev.framecast.capture;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The watchdog thread of a registry of cameras. It looks at each active camera ten times a second,
 * from outside of everything that a source can hang in, and paints the slates. It runs timers too.
 * Idle cameras have no task here, so without an active camera it sleeps.
 */
public final class Supervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final long TICK_MILLIS = 100;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AtomicInteger captureThreads = new AtomicInteger();
  private final ScheduledThreadPoolExecutor watchdog;

  public Supervisor() {
    watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "framecast-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
    watchdog.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    watchdog.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  /** Runs the look at a camera ten times a second until the result is cancelled. */
  Future<?> watch(Runnable look) {
    return watchdog.scheduleWithFixedDelay(
        () -> {
          try {
            look.run();
          } catch (RuntimeException | LinkageError e) {
            // An exception would end the task, and a camera without a watchdog can hang for ever.
            LOG.log(Level.ERROR, "the watchdog failed", e);
          }
        },
        TICK_MILLIS,
        TICK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  Future<?> after(long nanos, Runnable task) {
    return watchdog.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /** Runs a task on the watchdog thread and waits for it, but not past the deadline. */
  void finish(Runnable task, long deadline) {
    try {
      watchdog.submit(task).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a last task was not done", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Thread captureThread(String cameraId, Runnable run) {
    Thread thread =
        new Thread(run, "framecast-" + cameraId + "-" + captureThreads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Until when a close that begins now waits for capture threads. */
  public long closeDeadline() {
    return System.nanoTime() + CLOSE_NANOS;
  }

  @Override
  public void close() {
    watchdog.shutdown();
  }
}
