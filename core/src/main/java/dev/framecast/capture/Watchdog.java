package dev.framecast.capture;

import dev.framecast.frame.Registration;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks at all active cameras, from outside of everything that a source can hang
 * in, paints the slates, and runs timers. It ends when it has had nothing to do for a second, and
 * comes back.
 *
 * <p>One look is at all cameras, as often as the neediest of them wants it: to look at a camera
 * costs a hundred times less than to wake up for it, and while pictures come there is nothing to
 * see.
 */
final class Watchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

  /** While anything is wrong with any camera. */
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ScheduledThreadPoolExecutor executor;
  private final List<Check> checks = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread thread;

  // Under this object's monitor:
  private @Nullable Future<?> next;
  private long nextAt;

  /** One registration; an object of its own, so that the same check can be registered twice. */
  private record Check(LongSupplier check) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** Has no thread yet. */
  Watchdog(ThreadFactory threads) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread created = threads.newThread(run);
              thread = created;
              return created;
            });
    executor.setMaximumPoolSize(1); // or the JDK may begin a second one while the only one ends
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true); // or the timers of snapshots would pile up
  }

  /**
   * Has a camera looked at until the registration is closed.
   *
   * @param check on the watchdog's thread; gives for how many nanoseconds nothing can be due
   */
  Registration watch(LongSupplier check) {
    Check added = new Check(check);
    checks.add(added);
    try {
      lookSoon();
    } catch (RuntimeException | Error e) { // no more threads
      checks.remove(added);
      throw e;
    }
    return () -> checks.remove(added);
  }

  /** Something has happened that a look is for. Any thread. */
  void lookSoon() {
    plan(QUICK_NANOS);
  }

  private synchronized void plan(long nanos) {
    long at = System.nanoTime() + nanos;
    Future<?> planned = next;
    if (planned != null && nextAt - at <= 0) {
      return;
    }
    if (planned != null) {
      planned.cancel(false);
      next = null; // should there be no thread for the new one
    }
    try {
      next = schedule(this::look, nanos);
      nextAt = at;
    } catch (RejectedExecutionException e) {
      // Closed, and so are all cameras.
    }
  }

  private void look() {
    synchronized (this) {
      if (next != null && nextAt - System.nanoTime() > 0) {
        return; // left over from when there was no thread: another look is planned
      }
      next = null; // what is planned from here on is the next one
    }
    long calm = CALM_NANOS;
    for (Check each : checks) {
      calm = Math.min(calm, look(each));
    }
    if (!checks.isEmpty()) {
      plan(Math.max(calm, QUICK_NANOS));
    }
  }

  private static long look(Check each) {
    try {
      return each.check().getAsLong();
    } catch (Throwable e) { // also AWTError, of a slate
      // An exception would end the looks, and cameras without a watchdog can hang for ever.
      report(e);
      return 0;
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.log(Level.ERROR, "the watchdog failed", failure);
    } catch (Throwable e) {
      // Without memory even that fails. The looks go on.
    }
  }

  private Future<?> schedule(Runnable task, long nanos) {
    if (executor.getPoolSize() == 0) {
      // First, because a task that is queued before it turns out that there are no more threads
      // would be run some day, though its caller was told otherwise.
      executor.prestartCoreThread();
    }
    return executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /** Runs a task on the watchdog's thread after that time, unless this is closed before. */
  Future<?> after(long nanos, Runnable task) {
    try {
      return schedule(task, nanos);
    } catch (RejectedExecutionException e) { // closed, and so are all cameras
      return CompletableFuture.completedFuture(null);
    }
  }

  boolean isThread(Thread asked) {
    return asked == thread;
  }

  /** No more looks and timers; what is due already is still run. Returns at once. */
  @Override
  public void close() {
    for (Runnable queued : executor.getQueue()) {
      if (queued instanceof RunnableScheduledFuture<?> timer
          && timer.getDelay(TimeUnit.NANOSECONDS) > 0) {
        timer.cancel(false);
      }
    }
    executor.shutdown();
  }
}
