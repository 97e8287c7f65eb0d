package dev.framecast.capture;

import dev.framecast.stream.WorkThread;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The watchdog's rounds: one look at all active cameras, as often as the neediest of them wants it.
 * To look at a camera costs a hundred times less than to wake up for it, and while pictures come
 * there is nothing to see. A round allocates nothing.
 */
final class Rounds {
  /** No round is planned. */
  static final long NEVER = WorkThread.NEVER;

  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  /** While anything is wrong with any camera. */
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final LongSupplier clock;
  private final Runnable alarm;

  // Under this object's monitor:
  private final List<Watch> watches = new ArrayList<>();
  private boolean planned;
  private long nextAt;

  /** Replaced as a whole whenever {@link #watches} changes: a list makes an iterator a round. */
  private volatile Watch[] array = {};

  /**
   * Rounds of which none is due yet.
   *
   * @param clock nanoseconds, such as {@link System#nanoTime}
   * @param alarm has {@link #untilNext} asked again, whoever waits for a round
   */
  Rounds(LongSupplier clock, Runnable alarm) {
    this.clock = clock;
    this.alarm = alarm;
  }

  /**
   * Has a camera looked at until the result is ended.
   *
   * @param look on the watchdog thread; gives for how many nanoseconds nothing can be due
   */
  Watch add(LongSupplier look) {
    Watch watch = new Watch(look);
    synchronized (this) {
      watches.add(watch);
      array = watches.toArray(Watch[]::new);
    }
    try {
      soon();
    } catch (RuntimeException | Error e) { // no more threads
      watch.end();
      throw e;
    }
    return watch;
  }

  /** Something has happened that a look is for. Any thread. */
  void soon() {
    plan(QUICK_NANOS);
    alarm.run(); // even if a round was to come soon already: its thread may have failed to start
  }

  /** The next round is to be no later than after that time. */
  private synchronized void plan(long nanos) {
    long at = clock.getAsLong() + nanos;
    if (!planned || nextAt - at > 0) {
      planned = true;
      nextAt = at;
    }
  }

  /** Nanoseconds until the next round, 0 or less if it is due, or {@link #NEVER}. */
  synchronized long untilNext() {
    return planned ? nextAt - clock.getAsLong() : NEVER;
  }

  /** Goes the round that is due. Watchdog. */
  void walk() {
    synchronized (this) {
      planned = false; // what is planned from now on is the next one
    }
    long calm = CALM_NANOS;
    for (Watch watch : array) {
      calm = Math.min(calm, watch.look());
    }
    if (array.length > 0) {
      plan(Math.max(calm, QUICK_NANOS));
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.log(Level.ERROR, "the watchdog failed", failure);
    } catch (Throwable e) {
      // Without memory even that fails. The rounds go on.
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
        report(e);
        return 0;
      }
    }

    /** The camera is not looked at any more. Any thread. */
    void end() {
      synchronized (Rounds.this) {
        watches.remove(this);
        array = watches.toArray(Watch[]::new);
      }
    }
  }
}
