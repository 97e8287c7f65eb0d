package dev.framecast.capture;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that goes the {@link Rounds} and runs errands when they are due. It begins when there
 * is something to do, ends when for a second there was nothing, and comes back.
 *
 * <p>An executor of the JDK would do, but makes some 180 bytes of objects for each task. This
 * thread allocates nothing for a round, nor for the wait before it.
 */
final class Watchdog implements AutoCloseable {
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Times that lie twice as far apart could not be compared. */
  private static final long MOST_NANOS = Long.MAX_VALUE / 2;

  final Rounds rounds = new Rounds(System::nanoTime, this::wake);

  private final Runnable round = rounds::walk;
  private final ThreadFactory threads;

  // Under this object's monitor:
  private final PriorityQueue<Errand> errands =
      new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));
  private @Nullable Thread thread;
  private boolean closed;

  Watchdog(ThreadFactory threads) {
    this.threads = threads;
  }

  /**
   * Runs a task on the watchdog thread after that time, or at once. Any thread.
   *
   * @throws RejectedExecutionException when this is closed
   */
  synchronized Future<?> after(long nanos, Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("the cameras are closed");
    }
    wake(); // first, since there may be no more threads
    long wait = Math.max(0, Math.min(nanos, MOST_NANOS));
    Errand errand = new Errand(task, System.nanoTime() + wait);
    errands.add(errand);
    return errand;
  }

  synchronized boolean isThread(Thread asked) {
    return asked == thread;
  }

  /** There is something new to do. Any thread. */
  private synchronized void wake() {
    if (thread != null) {
      notifyAll();
    } else if (!closed) {
      Thread started = threads.newThread(this::work);
      started.start();
      thread = started;
    }
  }

  private void work() {
    Runnable task = next();
    while (task != null) {
      task.run(); // throws nothing: errands keep it in their future, rounds log it
      task = next();
    }
  }

  /** Waits until something is due. Null when the thread is to end. */
  private synchronized @Nullable Runnable next() {
    Thread.interrupted(); // left by an errand: whoever waits for a snapshot is told on this thread
    long restUntil = System.nanoTime() + REST_NANOS;
    while (true) {
      long untilRound = closed ? Rounds.NEVER : rounds.untilNext();
      if (untilRound <= 0) {
        return round; // before errands, of which there could always be one more
      }
      long now = System.nanoTime();
      Errand first = errands.peek();
      if (first != null && first.due - now <= 0) {
        return errands.poll();
      }
      if (first != null) {
        pause(Math.min(untilRound, first.due - now));
      } else if (untilRound != Rounds.NEVER) {
        pause(untilRound);
      } else if (!closed && restUntil - now > 0) {
        pause(restUntil - now);
      } else {
        thread = null;
        return null;
      }
    }
  }

  /** Under the monitor, which is free meanwhile. */
  private void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      // Nobody has a reason to; the thread ends by itself.
    }
  }

  private synchronized void forget(Errand errand) {
    errands.remove(errand);
  }

  /** No more rounds, and of the errands only those that are due already. Returns at once. */
  @Override
  public synchronized void close() {
    closed = true;
    long now = System.nanoTime();
    for (Errand errand : List.copyOf(errands)) {
      if (errand.due - now > 0) {
        errand.cancel(false);
      }
    }
    wake();
  }

  /** A task and its time. */
  private final class Errand extends FutureTask<@Nullable Void> {
    private final long due;

    Errand(Runnable task, long due) {
      super(task, null);
      this.due = due;
    }

    @Override
    protected void done() {
      if (isCancelled()) {
        forget(this); // else the timers of snapshots that were taken in time would pile up
      }
    }
  }
}
