package dev.framecast.micrometer;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that registries are changed on. A lock in its place would be held around
 * registries, which are other people's code.
 */
final class UpdateThread implements Executor {
  private static final System.Logger LOG = System.getLogger(FramecastMetrics.class.getName());
  private static final long EVERY_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 2_000;
  private static final String CLOSED = "these metrics are closed";

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, this::newThread);
  private final Runnable update;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Fails when nothing will be run any more. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile @Nullable Thread thread;

  /**
   * None yet.
   *
   * @param update run once a second from the first {@link #run} on
   */
  UpdateThread(Runnable update) {
    this.update = update;
  }

  private Thread newThread(Runnable run) {
    Thread made = new Thread(run, "framecast-metrics");
    made.setDaemon(true);
    thread = made;
    return made;
  }

  /** Whatever happens, the next one comes. */
  private void update() {
    try {
      update.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "cameras' meters are not up to date", e);
    }
  }

  /** Soon; never where this is closed. */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // Nobody needs it any more.
    }
  }

  /**
   * Returns when it has run, and throws what it throws. At once for who is on that thread.
   *
   * @throws IllegalStateException when this is closed
   */
  void run(Runnable task) {
    if (Thread.currentThread() == thread) {
      task.run();
      return;
    }
    try {
      if (begun.compareAndSet(false, true)) {
        Future<?> unused =
            executor.scheduleWithFixedDelay(
                this::update, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
      CompletableFuture<Void> done = CompletableFuture.runAsync(() -> runOpen(task), executor);
      // One that close() has found in the queue is not run, and nobody else would say so.
      Object unusedResult = CompletableFuture.anyOf(done, ended).join();
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(CLOSED, e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void runOpen(Runnable task) {
    if (closed.get()) { // behind the last one
      throw closedException();
    }
    task.run();
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException(CLOSED);
  }

  /** Ends with that task, which is waited for within reason. Idempotent. */
  void close(Runnable last) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (Thread.currentThread() == thread) {
      last.run();
    } else if (begun.get()) {
      await(executor.submit(last));
    }
    executor.shutdownNow();
    boolean unused = ended.completeExceptionally(closedException());
  }

  private static void await(Future<?> task) {
    try {
      task.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // A registry that throws was told of; one that hangs has the thread, and nothing else.
    }
  }
}
