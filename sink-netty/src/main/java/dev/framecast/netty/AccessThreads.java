package dev.framecast.netty;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the app's code says who may see what, which may block: no event loop waits for it. There is
 * no thread while nobody asks.
 */
final class AccessThreads {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1_000;

  private AccessThreads() {}

  static ExecutorService start() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "framecast-access");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
