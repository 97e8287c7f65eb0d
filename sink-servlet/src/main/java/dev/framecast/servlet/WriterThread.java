package dev.framecast.servlet;

import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread behind a {@link FrameThread}: one at most, and none while there are no tasks. It tells
 * what a task has thrown.
 */
final class WriterThread extends ScheduledThreadPoolExecutor {
  private static final System.Logger LOG = System.getLogger(FrameThread.class.getName());
  private static final long REST_SECONDS = 5;

  /**
   * Under which tasks come, and the end does: the JDK drops a task without a word that comes while
   * the last thread ends (measured, 16 of 35,000 that were aimed at that moment).
   */
  private final ReentrantLock coming = new ReentrantLock();

  WriterThread() {
    super(1, WriterThread::newThread);
    // Else the JDK begins a second one for a task that comes while the only one ends (measured, 4
    // of 36,000 that were aimed at that moment), and both run what is meant for one.
    setMaximumPoolSize(1);
    setKeepAliveTime(REST_SECONDS, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
    setRemoveOnCancelPolicy(true);
  }

  private static Thread newThread(Runnable work) {
    // Not with what a request has put into inheritable thread locals, nor its class loader.
    Thread thread = new Thread(null, work, "framecast-servlet", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(FrameThread.class.getClassLoader());
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    coming.lock();
    try {
      if (!isShutdown()) {
        // First, as where no thread can be made the task would stay all the same, for the next.
        boolean unused = prestartCoreThread();
      }
      super.execute(() -> run(task));
    } finally {
      coming.unlock();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a task failed", e);
    }
  }

  @Override
  public void shutdown() {
    coming.lock();
    try {
      super.shutdown();
    } finally {
      coming.unlock();
    }
  }
}
