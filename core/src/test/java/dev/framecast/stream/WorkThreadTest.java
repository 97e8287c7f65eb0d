package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.framecast.sink.Await;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How tasks and an agenda share a thread. Its life is tested by the watchdog's tests. */
class WorkThreadTest {
  private static final long MILLI = 1_000_000;
  private static final int TIMES = 1_000;

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean noThreads = new AtomicBoolean();
  private final Looks agenda = new Looks();
  private final WorkThread thread =
      new WorkThread(
          work -> {
            if (noThreads.get()) {
              throw new OutOfMemoryError("thrown on purpose by a test");
            }
            return new Thread(work, "work-of-a-test");
          },
          TimeUnit.SECONDS.toNanos(5),
          agenda);

  /** Looks of that length, with pauses of a millisecond, while it is to look. */
  private final class Looks implements WorkThread.Agenda {
    private volatile boolean looking;
    private volatile long length;
    private long lookAt = System.nanoTime();

    @Override
    public long untilDue() {
      return looking ? lookAt - System.nanoTime() : WorkThread.NEVER;
    }

    @Override
    public void run() {
      looks.incrementAndGet();
      long end = System.nanoTime() + length;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      lookAt = System.nanoTime() + MILLI;
    }
  }

  @AfterEach
  void stop() {
    thread.end();
  }

  private void look(boolean on) {
    agenda.looking = on;
    assertThat(thread.wake()).isTrue();
  }

  @Test
  void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
    thread.execute(
        () -> {
          throw new AssertionError("a task that fails");
        });
    thread.execute(runs::incrementAndGet);
    Await.until("the next task", () -> runs.get() == 1);
  }

  @Test
  void anInterruptThatATaskLeavesDoesNotReachTheNext() {
    AtomicBoolean interrupted = new AtomicBoolean();
    thread.execute(
        () -> {
          thread.execute(
              () -> {
                interrupted.set(Thread.currentThread().isInterrupted());
                runs.incrementAndGet();
              });
          Thread.currentThread().interrupt();
        });
    Await.until("the next task", () -> runs.get() == 1);
    assertThat(interrupted).isFalse();
  }

  @Test
  void whatIsDueIsDoneAlsoWhileTasksComeWithoutEnd() {
    AtomicBoolean enough = new AtomicBoolean();
    thread.execute(
        new Runnable() {
          @Override
          public void run() {
            if (!enough.get()) {
              thread.execute(this);
            }
          }
        });
    look(true);
    Await.until("looks", () -> looks.get() > 2);
    enough.set(true);
  }

  @Test
  void whatIsDueAgainAndAgainLeavesTimeForTasks() {
    agenda.length = 5 * MILLI;
    look(true);
    for (int i = 1; i <= 20; i++) {
      int count = i;
      thread.execute(runs::incrementAndGet);
      Await.until("task " + count, () -> runs.get() == count);
    }
  }

  @Test
  void aTaskThatFoundNoThreadIsRunWithTheNext() {
    noThreads.set(true);
    assertThatThrownBy(() -> thread.execute(runs::incrementAndGet))
        .isInstanceOf(OutOfMemoryError.class);
    noThreads.set(false);
    thread.execute(runs::incrementAndGet);
    Await.until("both", () -> runs.get() == 2);
  }

  @Test
  void afterTheEndWhatWasGivenBeforeIsRunAndNothingElseIsTaken() {
    look(true);
    thread.execute(
        () -> {
          thread.execute(runs::incrementAndGet);
          thread.end();
          looks.set(-TIMES);
        });
    Await.until("what was given before", () -> runs.get() == 1);
    assertThat(thread.execute(runs::incrementAndGet)).isFalse();
    assertThat(thread.wake()).isFalse();
    assertThat(looks).hasValue(-TIMES);
  }

  @Test
  void aTaskIsHandedOverWithoutGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Runnable task = runs::incrementAndGet;
    handOver(task);
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    handOver(task);
    assertThat((threads.getThreadAllocatedBytes(self) - before) / (double) TIMES).isLessThan(1);
  }

  private void handOver(Runnable task) {
    for (int i = 0; i < TIMES; i++) {
      int before = runs.get();
      thread.execute(task);
      while (runs.get() == before) {
        Thread.onSpinWait();
      }
    }
  }
}
