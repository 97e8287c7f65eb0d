package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandStillTest {
  private static final long MILLI = 1_000_000;

  private final StandStill stand = new StandStill();

  @Test
  void looksThatComeInTimeAreNone() {
    for (int i = 0; i < 10; i++) {
      assertThat(stand.look(i * (250 * MILLI), i * 250L)).isFalse();
    }
  }

  @Test
  void aStoppedProcessIsSeenByBothClocks() {
    stand.look(0, 0);
    assertThat(stand.look(30_000 * MILLI, 30_000)).isTrue();
    assertThat(stand.look(30_250 * MILLI, 30_250)).isFalse();
  }

  @Test
  void aMachineThatSleptIsSeenByTheWallClockAlone() {
    stand.look(0, 0);
    assertThat(stand.look(250 * MILLI, 3_600_000)).isTrue();
  }

  @Test
  void aClockThatIsSetBackIsNone() {
    stand.look(0, 3_600_000);
    assertThat(stand.look(250 * MILLI, 0)).isFalse();
  }

  @Test
  void nobodyIsAwakeBeforeTheFirstLook() {
    assertThat(stand.isAwake()).isFalse();
    stand.look(System.nanoTime(), System.currentTimeMillis());
    assertThat(stand.isAwake()).isTrue();
  }

  @Test
  void whoStoodStillIsNotAwakeBeforeWhatIsToBeDoneThenWasDone() {
    stand.look(System.nanoTime() - 30_000 * MILLI, StandStill.millis() - 30_000);
    stand.look(System.nanoTime(), StandStill.millis());
    assertThat(stand.isAwake()).isFalse();
    assertThat(stand.hasStood()).isTrue();
    stand.goesOn();
    assertThat(stand.isAwake()).isTrue();
  }

  @Test
  void itIsSeenBeforeTheNextLook() {
    stand.look(System.nanoTime() - 30_000 * MILLI, StandStill.millis() - 30_000);
    assertThat(stand.hasStood()).isTrue();
    assertThat(stand.isAwake()).isFalse();
  }

  @Test
  void theClockThatCountsSleepGoesAsFastAsTheOther() {
    long nanos = System.nanoTime();
    long millis = StandStill.millis();
    boolean unused = Await.within(Duration.ofMillis(300), () -> false);
    long passed = (System.nanoTime() - nanos) / MILLI;
    assertThat(StandStill.millis() - millis).isBetween(passed - 100, passed + 100);
  }
}
