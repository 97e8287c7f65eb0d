package dev.framecast.servlet;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs what it is given, one after the other, and one task every now and then. It
 * is there while there is something to do, and a while longer. Handing a task over makes nothing,
 * where the JDK's executors make 100 bytes or more of it.
 */
final class TaskThread {
  private static final System.Logger LOG = System.getLogger(MjpegServlet.class.getName());
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final Runnable look;
  private final long everyNanos;

  /** What is to be run. Its monitor guards it, the thread, and whether that is to end. */
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

  private @Nullable Thread thread;
  private boolean ending;

  /** Confined to the thread, and so is {@link #lookAt}. */
  private boolean looking;

  private long lookAt;

  /**
   * @param look what is run so often while {@link #setLooking} has it so
   */
  TaskThread(String name, Runnable look, long everyNanos) {
    this.name = name;
    this.look = look;
    this.everyNanos = everyNanos;
  }

  /**
   * Has the thread run that, soon.
   *
   * @return false when it has ended: it will not be run
   */
  boolean execute(Runnable task) {
    synchronized (tasks) {
      if (ending) {
        return false;
      }
      // First, since there may be no more threads: then the next task's thread runs this one, too.
      tasks.add(task);
      if (thread == null) {
        thread = started();
      }
      tasks.notifyAll();
      return true;
    }
  }

  private Thread started() {
    Thread made = new Thread(this::run, name);
    made.setDaemon(true);
    // Not that of whichever request came first.
    made.setContextClassLoader(TaskThread.class.getClassLoader());
    made.start();
    return made;
  }

  /** On the thread. */
  void setLooking(boolean on) {
    if (on && !looking) {
      lookAt = System.nanoTime() + everyNanos;
    }
    looking = on;
  }

  /** What was given before is run still, and nothing else. */
  void end() {
    synchronized (tasks) {
      ending = true;
      tasks.notifyAll();
    }
  }

  private void run() {
    Runnable task = next();
    while (task != null) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        report(e);
      }
      if (task == look) {
        // Counted from its end: looks that take longer than their pause leave time for tasks.
        lookAt = System.nanoTime() + everyNanos;
      }
      task = next();
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.log(Level.WARNING, "a viewer's response failed", failure);
    } catch (RuntimeException | Error e) {
      // Without memory even that fails. The tasks go on.
    }
  }

  /** Waits for a task; null when the thread is to end. */
  private @Nullable Runnable next() {
    // Left by a task: the next one's write would close its channel.
    Thread.interrupted();
    synchronized (tasks) {
      long now = System.nanoTime();
      long restedAt = now + REST_NANOS;
      while (true) {
        long left = (looking ? lookAt : restedAt) - now;
        if (looking && left <= 0) {
          return look;
        }
        Runnable task = tasks.poll();
        if (task != null) {
          return task;
        }
        if (ending || left <= 0) {
          thread = null;
          return null;
        }
        try {
          tasks.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        } catch (InterruptedException e) {
          // Nobody has a reason to; the thread ends by itself.
        }
        now = System.nanoTime();
      }
    }
  }
}
