package dev.framecast.stream;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs what it is given, one after the other, and what an {@link Agenda} has for
 * certain times. It begins when there is something to do, ends when for a while there was nothing,
 * and comes back. All methods may be called from any thread, and none waits.
 *
 * <p>An executor of the JDK would do, but makes 100 bytes or more of objects for each task. Here
 * neither to hand a task over nor to wait for the next one makes any.
 */
public final class WorkThread {
  /** Nothing is due, whatever the time. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final System.Logger LOG = System.getLogger(WorkThread.class.getName());

  /** What is to be done at certain times. */
  public interface Agenda {

    /**
     * Nanoseconds until something is due, 0 or less if it is, or {@link #NEVER}. Asked on the
     * thread, between tasks, while nobody can hand one over: it may not wait. When the answer
     * changes by what other threads do, they call {@link WorkThread#wake}.
     */
    long untilDue();

    /** Does what is due; on the thread, like a task, and before all tasks. */
    void run();
  }

  private final ThreadFactory threads;
  private final long restNanos;
  private final Agenda agenda;
  private final Runnable whatIsDue;

  // Under this object's monitor:
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean ended;

  /**
   * Has no thread yet.
   *
   * @param threads makes threads that are not started
   * @param restNanos how long a thread with nothing to do waits for more
   */
  public WorkThread(ThreadFactory threads, long restNanos, Agenda agenda) {
    this.threads = threads;
    this.restNanos = restNanos;
    this.agenda = agenda;
    this.whatIsDue = agenda::run;
  }

  /**
   * Has the thread run that, soon. Where the system has no more threads that error is thrown, and
   * the task waits for the next one who asks.
   *
   * @return false when this has ended: it will not be run
   */
  public synchronized boolean execute(Runnable task) {
    if (ended) {
      return false;
    }
    tasks.add(task);
    return wake();
  }

  /**
   * Has the agenda asked again.
   *
   * @return false when this has ended
   */
  public synchronized boolean wake() {
    if (ended) {
      return false;
    }
    if (thread == null) {
      Thread started = threads.newThread(this::work);
      started.start();
      thread = started;
    }
    notifyAll();
    return true;
  }

  /** Whether that is the thread. */
  public synchronized boolean isThread(Thread asked) {
    return asked == thread;
  }

  /** The tasks that were given are run still, and nothing else. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  private void work() {
    Runnable task = next();
    while (task != null) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        report(e);
      }
      task = next();
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.log(Level.WARNING, "a task failed", failure);
    } catch (RuntimeException | Error e) {
      // Without memory even that fails. The tasks go on.
    }
  }

  /** Waits until there is something to do. Null when the thread is to end. */
  private synchronized @Nullable Runnable next() {
    Thread.interrupted(); // left by a task: the next one's write would close its channel
    long restUntil = System.nanoTime() + restNanos;
    while (true) {
      long due = ended ? NEVER : agenda.untilDue();
      if (due <= 0) {
        return whatIsDue; // before tasks, of which there could always be one more
      }
      Runnable task = tasks.poll();
      if (task != null) {
        return task;
      }
      long wait = due == NEVER ? restUntil - System.nanoTime() : due;
      if (ended || wait <= 0) {
        thread = null;
        return null;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, wait);
      } catch (InterruptedException e) {
        // Nobody has a reason to; the thread ends by itself.
      }
    }
  }
}
