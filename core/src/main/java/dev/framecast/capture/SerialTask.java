package dev.framecast.capture;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's code that is to run when there is news: on an executor of theirs or on a thread of the
 * callbacks, never twice at a time. Requests that come while it runs are answered by one more run.
 * One that never returns runs no more, and costs the thread that it holds.
 *
 * <p>The executor is somebody's code, too: it may run what it is given at once, block, or refuse.
 * So it is asked on a thread of the callbacks, and whoever requests a run waits for neither. Each
 * run is handed over anew, or a slow consumer would keep an executor of one thread for itself.
 *
 * <p>Nor does whoever requests a run wait for a log handler, which is somebody's code as well: what
 * there is to say is said on threads of the callbacks.
 */
final class SerialTask {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNNING_AND_AGAIN = 2;

  private final String name;
  private final Executor callbacks;
  private final Runnable start;
  private final Runnable target;
  private final AtomicInteger state = new AtomicInteger();

  /** 0 while none runs. */
  private volatile long begunAt;

  /** What the executor was given last. */
  private volatile @Nullable Once waiting;

  /** Why a run did not come about; said when one does. */
  private volatile @Nullable Throwable notRun;

  private volatile boolean hasHung;
  private volatile boolean hasFailed;

  /**
   * Runs it on a thread of the callbacks.
   *
   * @param name what it is, for logs
   */
  SerialTask(String name, Executor callbacks, Runnable target) {
    this.name = name;
    this.callbacks = callbacks;
    this.target = target;
    this.start = this::run;
  }

  /**
   * Runs it on somebody's executor.
   *
   * @param name what it is, for logs
   */
  SerialTask(String name, Executor callbacks, Executor executor, Runnable target) {
    this.name = name;
    this.callbacks = callbacks;
    this.target = target;
    this.start = () -> submit(executor);
  }

  /** Has it run after this. Any thread; returns at once. */
  void request() {
    if (state.getAndUpdate(s -> s == IDLE ? RUNNING : RUNNING_AND_AGAIN) == IDLE) {
      handOver();
    } else {
      long begun = begunAt;
      if (begun != 0 && System.nanoTime() - begun > LONG_NANOS) {
        takesLong();
      }
    }
  }

  private void takesLong() {
    Once submitted = waiting;
    boolean dropped = submitted != null && submitted.take();
    if (!hasHung) {
      hasHung = true;
      tellHang(dropped ? "has not been run by its executor" : "has not returned");
    }
    if (dropped) {
      handOver(); // some executors forget what is too much for them, and tell nobody
    }
  }

  private void tellHang(String how) {
    try {
      callbacks.execute(
          () ->
              LOG.log(
                  Level.WARNING,
                  "{0} {1} for {2} s and hears of nothing more meanwhile",
                  name,
                  how,
                  TimeUnit.NANOSECONDS.toSeconds(LONG_NANOS)));
    } catch (RuntimeException | Error e) { // no more threads
      hasHung = false; // said at the next request
    }
  }

  private void handOver() {
    begunAt = System.nanoTime();
    try {
      callbacks.execute(start);
    } catch (RuntimeException | Error e) { // no more threads: the next request tries again
      notRun = e;
      state.set(IDLE);
    }
  }

  private void submit(Executor executor) {
    Once run = new Once();
    waiting = run;
    try {
      executor.execute(run);
    } catch (Throwable e) { // such as a RejectedExecutionException: the next request tries again
      if (run.take()) {
        state.set(IDLE);
      }
      failed("was refused by its executor", e);
    }
  }

  private void run() {
    state.set(RUNNING);
    begunAt = System.nanoTime();
    tellNotRun();
    try {
      target.run();
    } catch (Throwable e) {
      failed("failed", e);
    }
    begunAt = 0;
    if (!state.compareAndSet(RUNNING, IDLE)) {
      handOver();
    }
  }

  private void tellNotRun() {
    Throwable why = notRun;
    if (why != null) {
      notRun = null;
      failed("could not be run", why);
    }
  }

  /** It may fail thirty times a second. */
  private void failed(String how, Throwable e) {
    LOG.log(hasFailed ? Level.DEBUG : Level.WARNING, name + " " + how, e);
    hasFailed = true;
  }

  /** One run, whatever the executor makes of it: some run a task and throw all the same. */
  private final class Once implements Runnable {
    private final AtomicBoolean taken = new AtomicBoolean();

    boolean take() {
      return taken.compareAndSet(false, true);
    }

    @Override
    public void run() {
      if (take()) {
        SerialTask.this.run();
      }
    }
  }
}
