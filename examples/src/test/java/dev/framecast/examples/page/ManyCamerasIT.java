package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many cameras on one page, in a real browser. */
@Tag("real")
class ManyCamerasIT {

  @Test
  void sixtyFourCamerasComeOverOneConnectionAndStayYoung() throws Exception {
    try (PageStage stage = new PageStage().patterns(64, 320, 180, 5).open("/")) {
      PageTiles tiles = stage.tiles;
      long begin = System.nanoTime();
      assertThat(tiles.ids()).hasSize(64);
      Map<String, Integer> before = new HashMap<>();
      tiles.ids().forEach(id -> before.put(id, tiles.number(id)));
      assertThat(before.values()).allMatch(number -> number >= 0, "can be read");
      for (String id : tiles.ids()) {
        stage.await(id + " changes", () -> tiles.number(id) > before.get(id));
      }
      // A browser has six, and those that brought the page's files are kept at rest.
      assertThat(stage.connections()).as("connections for 64 cameras").isBetween(1L, 6L);
      assertThat(stage.viewers()).as("each camera is watched once").isEqualTo(64);

      List<Double> ages = tiles.agesAtPaint(1000);
      Map<String, Double> rates = tiles.paintedPerSecond(10);
      double slowest = rates.values().stream().min(Double::compare).orElseThrow();
      System.out.printf(
          "64 cameras: age at paint p50 %.0f ms, p95 %.0f ms; slowest tile %.1f of 5 fps%n",
          ages.get(500), ages.get(950), slowest);
      assertThat(ages.get(500)).as("median age in ms").isBetween(0.0, 300.0);
      assertThat(rates).hasSize(64);
      assertThat(slowest).isGreaterThan(3);

      awaitSince(stage, begin, Duration.ofSeconds(45));
      long early = leastMemory(stage);
      awaitSince(stage, begin, Duration.ofMinutes(2));
      long late = leastMemory(stage);
      System.out.printf(
          "memory after 45 s %.0f MB, after 2 min %.0f MB%n", early / 1e6, late / 1e6);
      assertThat((double) late).isLessThan(1.2 * early);
      assertThat(tiles.allAre("live")).isTrue();
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  /** The least of ten seconds: what is to be thrown away soon comes and goes by tens of MB. */
  private static long leastMemory(PageStage stage) {
    long least = Long.MAX_VALUE;
    for (int look = 1; look <= 5; look++) {
      awaitSince(stage, System.nanoTime(), Duration.ofSeconds(2));
      least = Math.min(least, stage.browser.memory());
    }
    return least;
  }

  private static void awaitSince(PageStage stage, long begin, Duration time) {
    stage.browser.await(
        time + " to pass", time.plusSeconds(30), () -> System.nanoTime() - begin >= time.toNanos());
  }

  @Test
  void sixteenCamerasKeepTheirRate() throws Exception {
    try (PageStage stage = new PageStage().patterns(16, 640, 360, 10)) {
      stage.browser.size(1920, 1080);
      stage.open("/");
      Map<String, Double> rates = stage.tiles.paintedPerSecond(15);
      System.out.println("16 cameras, fps of each tile: " + rates.values());
      assertThat(rates).hasSize(16);
      assertThat(rates.values()).allMatch(rate -> rate >= 9, "at least 9 fps");
      assertThat(rates.values()).allMatch(rate -> rate <= 11, "and not more than there are");
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }
}
