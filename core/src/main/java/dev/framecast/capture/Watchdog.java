package dev.framecast.capture;

import dev.framecast.stream.WorkThread;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread that goes the {@link Rounds}, and runs errands when they are due. */
final class Watchdog implements WorkThread.Agenda, AutoCloseable {
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Times that lie twice as far apart could not be compared. */
  private static final long MOST_NANOS = Long.MAX_VALUE / 2;

  final Rounds rounds = new Rounds(System::nanoTime, this::wake);

  private final WorkThread thread;

  /** Errands whose time has not come. Its monitor guards it. */
  private final PriorityQueue<Errand> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));

  Watchdog(ThreadFactory threads) {
    thread = new WorkThread(threads, REST_NANOS, this);
  }

  private void wake() {
    thread.wake();
  }

  /**
   * Runs a task on the watchdog thread after that time, or at once. Any thread.
   *
   * @throws RejectedExecutionException when this is closed
   */
  Future<?> after(long nanos, Runnable task) {
    Errand errand = new Errand(task, System.nanoTime() + Math.min(nanos, MOST_NANOS));
    try {
      if (!(nanos <= 0 ? thread.execute(errand) : later(errand))) {
        throw new RejectedExecutionException("the cameras are closed");
      }
      return errand;
    } catch (RuntimeException | Error e) { // also: no more threads
      errand.cancel(false);
      throw e;
    }
  }

  private boolean later(Errand errand) {
    synchronized (timers) {
      timers.add(errand);
    }
    return thread.wake();
  }

  boolean isThread(Thread asked) {
    return thread.isThread(asked);
  }

  @Override
  public long untilDue() {
    long untilRound = rounds.untilNext();
    synchronized (timers) {
      Errand first = timers.peek();
      return first == null ? untilRound : Math.min(untilRound, first.due - System.nanoTime());
    }
  }

  @Override
  public void run() {
    if (rounds.untilNext() <= 0) {
      rounds.walk();
      return;
    }
    Errand due;
    synchronized (timers) {
      Errand first = timers.peek();
      due = first == null || first.due - System.nanoTime() > 0 ? null : timers.poll();
    }
    if (due != null) {
      due.run();
    }
  }

  /** No more rounds, and of the errands only those that were due at once. Returns at once. */
  @Override
  public void close() {
    thread.end();
    List<Errand> left;
    synchronized (timers) {
      left = List.copyOf(timers);
    }
    left.forEach(errand -> errand.cancel(false));
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
        // Else the timers of snapshots that were taken in time would pile up.
        synchronized (timers) {
          timers.remove(this);
        }
      }
    }
  }
}
