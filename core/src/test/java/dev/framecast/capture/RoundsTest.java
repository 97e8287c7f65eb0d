package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When the watchdog looks at whom. */
class RoundsTest {
  private static final long CALM = TimeUnit.HOURS.toNanos(1);

  /** Goes on only when the test says so; soon it is negative, as {@link System#nanoTime} may be. */
  private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(300);

  private int alarms;
  private final Rounds rounds = new Rounds(() -> now, () -> alarms++);
  private final List<String> looks = new ArrayList<>();

  private Rounds.Watch add(String name, long calm) {
    return rounds.add(
        () -> {
          looks.add(name);
          return calm;
        });
  }

  private void goRound() {
    assertThat(rounds.untilNext()).as("a round is planned").isNotEqualTo(Rounds.NEVER);
    now += rounds.untilNext();
    rounds.walk();
  }

  private long millisUntilNext() {
    return TimeUnit.NANOSECONDS.toMillis(rounds.untilNext());
  }

  @Test
  void manyCalmCamerasShareOneWakeUpTwiceASecond() {
    for (int i = 0; i < 16; i++) {
      Rounds.Watch watch = add("cam" + i, CALM);
      assertThat(watch).isNotNull();
    }
    goRound();
    assertThat(looks).hasSize(16);
    assertThat(millisUntilNext()).isEqualTo(500);
    goRound();
    assertThat(looks).hasSize(32);
    assertThat(millisUntilNext()).isEqualTo(500);
  }

  @Test
  void theNeediestCameraSetsThePaceButNoFasterThanTenTimesASecond() {
    Rounds.Watch calm = add("calm", CALM);
    Rounds.Watch needy = add("needy", TimeUnit.MILLISECONDS.toNanos(230));
    assertThat(millisUntilNext()).as("a new camera is looked at soon").isEqualTo(100);
    goRound();
    assertThat(millisUntilNext()).isEqualTo(230);
    Rounds.Watch ill = add("ill", 0);
    goRound();
    assertThat(millisUntilNext()).isEqualTo(100);
    ill.end();
    needy.end();
    goRound();
    assertThat(millisUntilNext()).isEqualTo(500);
    assertThat(looks).containsExactly("calm", "needy", "calm", "needy", "ill", "calm");
    calm.end();
  }

  @Test
  void newsBringTheNextRoundForward() {
    Rounds.Watch watch = add("cam", CALM);
    goRound();
    assertThat(millisUntilNext()).isEqualTo(500);
    alarms = 0;
    rounds.soon();
    assertThat(millisUntilNext()).isEqualTo(100);
    assertThat(alarms).isEqualTo(1);
    now += TimeUnit.MILLISECONDS.toNanos(60);
    rounds.soon();
    assertThat(millisUntilNext()).as("it comes soon already").isEqualTo(40);
    goRound();
    assertThat(millisUntilNext()).as("in place of the calm one").isEqualTo(500);
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
    goRound();
    assertThat(millisUntilNext()).isEqualTo(100);
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
    goRound();
    goRound();
    assertThat(looks).containsExactly("healthy", "healthy");
    assertThat(millisUntilNext()).isEqualTo(100);
    broken.end();
    healthy.end();
  }

  @Test
  void withoutCamerasThereAreNoRounds() {
    assertThat(rounds.untilNext()).isEqualTo(Rounds.NEVER);
    add("cam", CALM).end();
    goRound();
    assertThat(looks).isEmpty();
    assertThat(rounds.untilNext()).isEqualTo(Rounds.NEVER);
  }

  @Test
  void aCameraForWhichThereIsNoThreadIsNotLookedAtLater() {
    Rounds failing =
        new Rounds(
            () -> now,
            () -> {
              throw new OutOfMemoryError("thrown on purpose by a test");
            });
    assertThatThrownBy(() -> failing.add(() -> looks.size())).isInstanceOf(OutOfMemoryError.class);
    failing.walk();
    assertThat(failing.untilNext()).isEqualTo(Rounds.NEVER);
  }
}
