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
      if (thread == null) {
        thread = started();
      }
      tasks.add(task);
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
    try {
      Runnable task = next();
      while (task != null) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          LOG.log(Level.WARNING, "a viewer's response failed", e);
        }
        task = next();
      }
    } finally {
      // Should even that fail, the next task finds another thread.
      synchronized (tasks) {
        thread = thread == Thread.currentThread() ? null : thread;
      }
    }
  }

  /** Waits for a task; null when the thread is to end. */
  private @Nullable Runnable next() {
    synchronized (tasks) {
      long now = System.nanoTime();
      long restedAt = now + REST_NANOS;
      while (true) {
        long left = (looking ? lookAt : restedAt) - now;
        if (looking && left <= 0) {
          lookAt = now + everyNanos;
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
          // Nobody has a reason to; and who writes to a channel while interrupted closes it.
        }
        now = System.nanoTime();
      }
    }
  }
}
