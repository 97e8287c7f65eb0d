package dev.framecast.capture;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The watchdog's rounds: one look at all active cameras, as often as the neediest of them wants it.
 * To look at a camera costs a hundred times less than to wake up for it, and while pictures come
 * there is nothing to see.
 */
final class Rounds {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  /** While anything is wrong with any camera. */
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ScheduledExecutorService watchdog;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  // Under this object's monitor:
  private @Nullable Future<?> next;
  private long nextAt;
  private long plans;

  Rounds(ScheduledExecutorService watchdog) {
    this.watchdog = watchdog;
  }

  /**
   * Has a camera looked at until the result is ended.
   *
   * @param look on the watchdog thread; gives for how many nanoseconds nothing can be due
   */
  Watch add(LongSupplier look) {
    Watch watch = new Watch(look);
    watches.add(watch);
    soon();
    return watch;
  }

  /** Something has happened that a look is for. Any thread. */
  void soon() {
    plan(QUICK_NANOS);
  }

  private void walk(long which) {
    synchronized (this) {
      if (which != plans) {
        return; // another was planned instead of this one, which had begun already
      }
      next = null;
    }
    long calm = CALM_NANOS;
    for (Watch watch : watches) {
      calm = Math.min(calm, watch.look());
    }
    if (!watches.isEmpty()) {
      plan(Math.max(calm, QUICK_NANOS));
    }
  }

  /** The next round is to be no later than after that time. */
  private synchronized void plan(long nanos) {
    long at = System.nanoTime() + nanos;
    Future<?> planned = next;
    if (planned != null) {
      if (nextAt - at <= 0) {
        return;
      }
      planned.cancel(false);
      next = null; // nobody may rely on it if scheduling fails
    }
    nextAt = at;
    long which = ++plans;
    try {
      next = watchdog.schedule(() -> walk(which), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "no more rounds: the cameras are closed", e);
    }
  }

  /** One camera's part of the rounds. */
  final class Watch {
    private final LongSupplier look;

    private Watch(LongSupplier look) {
      this.look = look;
    }

    private long look() {
      try {
        return look.getAsLong();
      } catch (Throwable e) { // also AWTError, of a slate
        // An exception would end the rounds, and cameras without a watchdog can hang for ever.
        LOG.log(Level.ERROR, "the watchdog failed", e);
        return 0;
      }
    }

    /** The camera is not looked at any more. Any thread. */
    void end() {
      watches.remove(this);
    }
  }
}
