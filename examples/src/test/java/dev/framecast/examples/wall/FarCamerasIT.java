package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.examples.page.Browser;
import dev.framecast.examples.page.PageTiles;
import dev.framecast.nats.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a wall without cameras, in a real browser, which shows those of four others. */
@Tag("real")
@Timeout(180)
class FarCamerasIT {
  private static final int EACH = 50;

  /** How many tiles are live, and how many of those in sight are not. */
  private static final String LIVE =
      """
      const all = [...document.querySelectorAll('li.tile')];
      const inSight = all.filter((tile) => {
        const box = tile.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
      });
      const dead = inSight.filter((tile) => tile.dataset.state !== 'live').length;
      return (inSight.length - dead) * 1000 + dead;
      """;

  @TempDir Path folder;

  @Test
  void twoHundredCamerasOfFourMachinesAreListedAndSixtyFourOfThemLiveOnOnePage() throws Exception {
    List<WallProcess> near = new ArrayList<>();
    try (NatsServer server = new NatsServer(folder);
        Browser browser = new Browser(false)) {
      for (int node = 1; node <= 4; node++) {
        Path cameras = folder.resolve("cams" + node + ".txt");
        StringBuilder lines = new StringBuilder();
        for (int i = 10; i < 10 + EACH; i++) {
          lines.append("n%d-%d = test:320x180@5%n".formatted(node, i));
        }
        Files.writeString(cameras, lines);
        near.add(
            WallProcess.with("--nats", server.url(), "--publish", "--cameras", cameras.toString()));
      }
      long begun = System.nanoTime();
      try (WallProcess far = WallProcess.with("--nats", server.url())) {
        Await.until("all are listed", () -> far.get("/cameras").split("\"id\":", -1).length == 201);
        System.out.println("200 far cameras listed " + since(begun) + " ms after the wall's start");
        PageTiles tiles = new PageTiles(browser);
        browser.size(1920, 1080);
        long opened = System.nanoTime();
        browser.open(far.address.resolve("/?layout=8x8"));
        browser.await(
            "all in sight live",
            Duration.ofSeconds(30),
            () -> browser.number(LIVE) % 1000 == 0 && browser.number(LIVE) >= 64_000);
        System.out.println("64 of them live " + since(opened) + " ms after the page's opening");
        assertThat(tiles.ids()).hasSize(4 * EACH);
        List<String> seen = tiles.ids().subList(0, 64);
        List<Integer> numbers = seen.stream().map(tiles::number).toList();
        for (int i = 0; i < seen.size(); i++) {
          String id = seen.get(i);
          int number = numbers.get(i);
          browser.await(id + " moves", Duration.ofSeconds(20), () -> tiles.number(id) > number);
        }
        List<Double> ages = tiles.agesAtPaint(1000);
        System.out.printf(
            "age at paint, capture on another machine: p50 %.0f ms, p95 %.0f ms%n",
            ages.get(500), ages.get(950));
        assertThat(ages.get(500)).isBetween(0.0, 500.0);
        assertThat(watched(near)).as("cameras that are captured at all").isBetween(64L, 100L);
        near.get(3).close();
        Await.until("those of the dead one are gone", () -> tiles.ids().size() == 3 * EACH);
        assertThat(browser.complaints()).isEmpty();
      }
    } finally {
      near.forEach(WallProcess::close);
    }
  }

  private static long watched(List<WallProcess> walls) throws Exception {
    long watched = 0;
    for (WallProcess wall : walls) {
      watched += wall.get("/cameras").split("\"viewers\":[1-9]\\d*,\"renditions\"", -1).length - 1;
    }
    return watched;
  }

  private static long since(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }
}
