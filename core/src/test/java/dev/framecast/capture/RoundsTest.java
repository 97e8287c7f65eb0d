package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the watchdog looks at whom. */
class RoundsTest {
  private static final long CALM = TimeUnit.HOURS.toNanos(1);

  private final Clockwork clockwork = new Clockwork();
  private final Rounds rounds = new Rounds(clockwork);
  private final List<String> looks = new ArrayList<>();

  /** Runs what is due next only when the test says so. */
  private static final class Clockwork extends ScheduledThreadPoolExecutor {
    private final List<Long> waits = new ArrayList<>();
    private final List<ScheduledFuture<?>> planned = new ArrayList<>();
    private Runnable next = () -> {};

    Clockwork() {
      super(1);
      setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      ScheduledFuture<?> future = super.schedule(task, 1, TimeUnit.DAYS);
      waits.add(unit.toMillis(delay));
      planned.add(future);
      next = task;
      return future;
    }

    void goRound() {
      getQueue().clear();
      next.run();
    }

    /** Milliseconds before the round that was planned last. */
    long lastWait() {
      return waits.get(waits.size() - 1);
    }
  }

  @AfterEach
  void stop() {
    clockwork.shutdownNow();
  }

  private Rounds.Watch add(String name, long calm) {
    return rounds.add(
        () -> {
          looks.add(name);
          return calm;
        });
  }

  @Test
  void manyCalmCamerasShareOneWakeUpTwiceASecond() {
    for (int i = 0; i < 16; i++) {
      Rounds.Watch watch = add("cam" + i, CALM);
      assertThat(watch).isNotNull();
    }
    assertThat(clockwork.getQueue()).hasSize(1);
    clockwork.goRound();
    assertThat(looks).hasSize(16);
    assertThat(clockwork.lastWait()).isEqualTo(500);
  }

  @Test
  void theNeediestCameraSetsThePaceButNoFasterThanTenTimesASecond() {
    Rounds.Watch calm = add("calm", CALM);
    Rounds.Watch needy = add("needy", TimeUnit.MILLISECONDS.toNanos(230));
    assertThat(clockwork.lastWait()).as("a new camera is looked at soon").isEqualTo(100);
    clockwork.goRound();
    assertThat(clockwork.lastWait()).isEqualTo(230);
    Rounds.Watch ill = add("ill", 0);
    clockwork.goRound();
    assertThat(clockwork.lastWait()).isEqualTo(100);
    ill.end();
    needy.end();
    clockwork.goRound();
    assertThat(clockwork.lastWait()).isEqualTo(500);
    assertThat(looks).containsExactly("calm", "needy", "calm", "needy", "ill", "calm");
    calm.end();
  }

  @Test
  void newsBringTheNextRoundForward() {
    Rounds.Watch watch = add("cam", CALM);
    clockwork.goRound();
    assertThat(clockwork.lastWait()).isEqualTo(500);
    rounds.soon();
    assertThat(clockwork.lastWait()).isEqualTo(100);
    int planned = clockwork.planned.size();
    rounds.soon();
    assertThat(clockwork.planned).as("it comes soon already").hasSize(planned);
    assertThat(clockwork.getQueue()).hasSize(1);
    watch.end();
  }

  @Test
  void newsDuringARoundAreNotForgottenAtItsEnd() {
    Rounds.Watch watch =
        rounds.add(
            () -> {
              rounds.soon(); // as the capture thread may at that moment
              return CALM;
            });
    clockwork.goRound();
    assertThat(clockwork.lastWait()).isEqualTo(100);
    assertThat(clockwork.getQueue()).hasSize(1);
    watch.end();
  }

  @Test
  void aLookThatFailsEndsNeitherTheRoundNorTheNext() {
    Rounds.Watch broken =
        rounds.add(
            () -> {
              throw new InternalError("thrown on purpose by a test");
            });
    Rounds.Watch healthy = add("healthy", CALM);
    clockwork.goRound();
    clockwork.goRound();
    assertThat(looks).containsExactly("healthy", "healthy");
    assertThat(clockwork.lastWait()).isEqualTo(100);
    broken.end();
    healthy.end();
  }

  @Test
  void withoutCamerasThereAreNoRounds() {
    add("cam", CALM).end();
    clockwork.goRound();
    assertThat(looks).isEmpty();
    assertThat(clockwork.waits).hasSize(1);
  }

  @Test
  void newsAfterTheCloseAreNoTrouble() {
    ScheduledThreadPoolExecutor closed = new ScheduledThreadPoolExecutor(1);
    closed.shutdown();
    Rounds late = new Rounds(closed);
    late.soon();
    assertThat(late.add(() -> 0)).isNotNull();
  }
}
