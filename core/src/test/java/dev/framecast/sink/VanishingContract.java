package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How soon a crowd that vanishes is gone from the counts, with the patience that sinks are shipped
 * with. Too long for every day.
 *
 * <p>Silence and half-close show only in what is not taken, so these two need a camera that has
 * pictures.
 */
interface VanishingContract extends Staged {
  int CROWD = 200;

  /** How a viewer vanishes. */
  enum Manner {
    RESET,
    CLOSE,
    HALF_CLOSE,
    SILENCE
  }

  /** By when they are gone: eight seconds of silence, and what fills until it is noticed. */
  default Duration longest() {
    return Duration.ofSeconds(10);
  }

  @Tag("real")
  @ParameterizedTest
  @CsvSource({
    "RESET, true",
    "RESET, false",
    "CLOSE, true",
    "CLOSE, false",
    "HALF_CLOSE, true",
    "SILENCE, true"
  })
  default void twoHundredViewersWhoVanishAreGoneInTime(Manner manner, boolean live)
      throws IOException {
    List<Client> crowd = new ArrayList<>();
    ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
    try (SinkStage stage = stage("", SinkContract.AS_SHIPPED)) {
      stage.source.show(Pictures.small(64));
      for (int i = 0; i < CROWD; i++) {
        crowd.add(stage.viewer());
        assertThat(crowd.get(i).stream().next()).isTrue();
      }
      stage.awaitViewers(CROWD);
      if (live) {
        byte[] picture = Pictures.large(300);
        ScheduledFuture<?> unused =
            camera.scheduleAtFixedRate(
                () -> stage.source.show(picture), 0, 100, TimeUnit.MILLISECONDS);
      }
      for (Client viewer : crowd) {
        switch (manner) {
          case RESET -> viewer.reset();
          case CLOSE -> viewer.vanish();
          case HALF_CLOSE -> viewer.shutDownOutput();
          case SILENCE -> {}
        }
      }
      long began = System.nanoTime();
      stage.awaitViewers(0);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.getLogger(getClass().getName())
          .log(Level.INFO, "{0}, {1}: gone after {2}", manner, live ? "live" : "idle", took);
      assertThat(took).isLessThan(longest());
    } finally {
      camera.shutdownNow();
      for (Client viewer : crowd) {
        viewer.close();
      }
    }
  }
}
