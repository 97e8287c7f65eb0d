package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Await;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskThreadTest {
  private static final long MILLI = 1_000_000;

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final TaskThread thread =
      new TaskThread("framecast-tasks", looks::incrementAndGet, 10 * MILLI);

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
    AtomicInteger interrupted = new AtomicInteger();
    thread.execute(
        () -> {
          thread.execute(
              () -> {
                interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
                runs.incrementAndGet();
              });
          Thread.currentThread().interrupt();
        });
    Await.until("the next task", () -> runs.get() == 1);
    assertThat(interrupted).hasValue(0);
  }

  @Test
  void looksThatTakeLongerThanTheirPauseDoNotKeepTasksFromRunning() {
    TaskThread busy = new TaskThread("framecast-busy", TaskThreadTest::takeFiveMillis, MILLI);
    busy.execute(() -> busy.setLooking(true));
    for (int i = 1; i <= 20; i++) {
      int count = i;
      busy.execute(runs::incrementAndGet);
      Await.until("task " + count, () -> runs.get() == count);
    }
    busy.end();
  }

  private static void takeFiveMillis() {
    long end = System.nanoTime() + 5 * MILLI;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itLooksNowAndThenWhileItIsToAndAlsoWhileTasksCome() {
    thread.execute(() -> thread.setLooking(true));
    Await.until("looks", () -> looks.get() > 2);
    int before = looks.get();
    Await.until("looks between tasks", () -> thread.execute(() -> {}) && looks.get() > before + 2);
    thread.execute(
        () -> {
          thread.setLooking(false);
          looks.set(-1_000);
        });
    Await.until("no looks", () -> looks.get() == -1_000);
    thread.execute(runs::incrementAndGet);
    Await.until("a task", () -> runs.get() == 1);
    assertThat(looks).hasValue(-1_000);
  }

  @Test
  void afterTheEndWhatWasGivenBeforeIsRunAndNothingElseIsTaken() {
    thread.execute(
        () -> {
          thread.execute(runs::incrementAndGet);
          thread.end();
        });
    Await.until("what was given before", () -> runs.get() == 1);
    assertThat(thread.execute(runs::incrementAndGet)).isFalse();
  }
}
