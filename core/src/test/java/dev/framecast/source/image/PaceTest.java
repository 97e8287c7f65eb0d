package dev.framecast.source.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  @Test
  void ticksKeepToTheScheduleWithoutDrift() {
    Pace pace = new Pace(200);
    assertThat(pace.await()).isTrue();
    long start = System.nanoTime();
    for (int i = 0; i < 40; i++) {
      assertThat(pace.await()).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(190), Duration.ofMillis(400));
  }

  @Test
  void cancelEndsAWaitAndAllLaterOnes() throws Exception {
    Pace pace = new Pace(0.001);
    assertThat(pace.await()).isTrue();
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(pace::await);
    pace.cancel();
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(pace.await()).isFalse();
  }

  @Test
  void anInterruptEndsAWaitAndStaysSet() {
    Pace pace = new Pace(0.001);
    assertThat(pace.await()).isTrue();
    Thread.currentThread().interrupt();
    assertThat(pace.await()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1001, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesThatCannotBeAreRefused(double fps) {
    assertThatThrownBy(() -> new Pace(fps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fps " + fps);
  }
}
