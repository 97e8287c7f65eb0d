package dev.framecast.capture;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which somebody's callbacks run: as many as there are callbacks at a time, because
 * one that never returns must not keep the others waiting. Daemons, which end when they have had
 * nothing to do for a moment; so there is nothing to close, and no callback is ever refused.
 */
final class Callbacks implements Executor {
  private static final long REST_MILLIS = 500;

  private final ThreadPoolExecutor threads;

  Callbacks(ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            REST_MILLIS,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            factory);
  }

  @Override
  public void execute(Runnable callback) {
    threads.execute(callback);
  }
}
