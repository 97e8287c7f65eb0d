package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicCheckTest {
  private final List<Runnable> tasks = new ArrayList<>();
  private Duration period;

  /** Keeps what is scheduled for the test to run; it has no thread. */
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable task, long initial, long delay, TimeUnit unit) {
          tasks.add(task);
          period = Duration.of(delay, unit.toChronoUnit());
          return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }
      };

  private final PeriodicCheck<PeriodicCheck.Checked> checks =
      new PeriodicCheck<>(thread, Duration.ofSeconds(8));
  private final List<String> checked = new ArrayList<>();

  @AfterEach
  void nothingIsScheduledWhenAllHaveLeft() {
    assertThat(checks.isEmpty()).isTrue();
    assertThat(thread.getQueue()).allMatch(task -> ((ScheduledFuture<?>) task).isCancelled());
    thread.shutdownNow();
  }

  private PeriodicCheck.Checked named(String name) {
    return now -> checked.add(name);
  }

  @Test
  void allAreCheckedThoughOneFailsAndOthersLeaveOrCome() {
    List<PeriodicCheck.Checked> all = new ArrayList<>();
    PeriodicCheck.Checked late = named("late");
    all.add(
        now -> {
          checked.add("leaves");
          checks.remove(all.get(0));
        });
    all.add(
        now -> {
          checked.add("fails");
          throw new InternalError("thrown on purpose by a test");
        });
    all.add(
        now -> {
          checked.add("brings");
          checks.add(late);
        });
    all.add(named("last"));
    all.forEach(checks::add);
    assertThat(tasks).as("one task for all").hasSize(1);
    assertThat(period).isEqualTo(Duration.ofSeconds(1));
    tasks.get(0).run();
    assertThat(checked).containsExactly("leaves", "fails", "brings", "last");
    checked.clear();
    tasks.get(0).run();
    assertThat(checked).containsExactly("fails", "brings", "last", "late");
    all.forEach(checks::remove);
    checks.remove(late);
  }

  @Test
  void whoComesBehindTheLastIsCheckedAgain() {
    PeriodicCheck.Checked one = named("one");
    checks.add(one);
    checks.remove(one);
    checks.add(one);
    assertThat(tasks).hasSize(2);
    tasks.get(1).run();
    assertThat(checked).containsExactly("one");
    checks.remove(one);
  }

  @Test
  void aShortSilenceIsNoticedInTime() {
    PeriodicCheck<PeriodicCheck.Checked> impatient =
        new PeriodicCheck<>(thread, Duration.ofMillis(100));
    PeriodicCheck.Checked one = named("one");
    impatient.add(one);
    assertThat(period).isEqualTo(Duration.ofMillis(20));
    impatient.remove(one);
  }
}
