package dev.framecast.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramePacerTest {
  private static final long SECOND = 1_000_000_000L;

  private static int passed(FramePacer pacer, double sourceFps, int seconds) {
    int passed = 0;
    for (int i = 0; i < sourceFps * seconds; i++) {
      // A clock far from zero, and frames that wander by 3 ms.
      long at =
          Long.MAX_VALUE - SECOND + (long) (i * SECOND / sourceFps) + (i * 5 % 7 - 3) * 1_000_000L;
      if (pacer.isDue(at)) {
        pacer.passed(at);
        passed++;
      }
    }
    return passed;
  }

  @ParameterizedTest
  @CsvSource({"30,5", "30,10", "30,15", "30,20", "30,25", "25,10", "60,24", "15,1", "30,0.5"})
  void ratesComeOutRightOnAverage(double sourceFps, double maxFps) {
    double rate = passed(new FramePacer(maxFps), sourceFps, 60) / 60.0;
    assertThat(rate).isBetween(0.9 * maxFps, 1.05 * maxFps + 0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 30, 100, Double.POSITIVE_INFINITY})
  void allFramesPassWhenTheLimitIsNotBelowTheRate(double maxFps) {
    assertThat(passed(new FramePacer(maxFps), 30, 10)).isEqualTo(300);
  }

  @Test
  void aFasterRateCountsAtOnce() {
    FramePacer pacer = new FramePacer(0.01);
    assertThat(pacer.isDue(0)).isTrue();
    pacer.passed(0);
    assertThat(pacer.isDue(SECOND)).isFalse();
    pacer.every(FramePacer.interval(10));
    assertThat(pacer.isDue(SECOND)).isTrue();
  }

  @Test
  void afterAPauseFramesDoNotCatchUp() {
    FramePacer pacer = new FramePacer(10);
    pacer.passed(0);
    pacer.passed(10 * SECOND);
    assertThat(pacer.isDue(10 * SECOND + SECOND / 30)).isFalse();
    assertThat(pacer.isDue(10 * SECOND + SECOND / 10)).isTrue();
  }

  @Test
  void theSlowestRatesDoNotOverflow() {
    FramePacer pacer = new FramePacer(1e-12);
    pacer.passed(5);
    assertThat(pacer.isDue(1_000 * SECOND)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void impossibleRatesAreRefused(double maxFps) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FramePacer(maxFps))
        .withMessageContaining("maxFps " + maxFps);
  }
}
