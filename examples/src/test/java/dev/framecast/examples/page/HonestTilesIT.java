package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Subscription;
import dev.framecast.examples.wall.FaultySource.Fault;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameReader;
import dev.framecast.source.image.TestPatternSource;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tile never shows an old picture as live, and says how old it is. */
@Tag("real")
class HonestTilesIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @Test
  void theAgeOnATileIsTheTruth() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10).open("/")) {
      Map<Integer, Long> taken = new ConcurrentHashMap<>();
      Thread notes = new Thread(() -> noteTimes(stage, taken), "notes");
      notes.start();
      List<PageTiles.Look> looks = stage.tiles.looks("cam1", 100);
      stage.cameras.remove("cam1");
      notes.join();
      List<Double> errors = new ArrayList<>();
      for (PageTiles.Look look : looks) {
        Long micros = taken.get(look.number());
        if (micros != null) {
          errors.add(Math.abs(look.age() - (look.at() - micros / 1e3)));
        }
      }
      errors.sort(null);
      System.out.printf(
          "age on a tile is off by p50 %.1f ms, at most %.1f ms, in %d looks%n",
          errors.get(errors.size() / 2), errors.get(errors.size() - 1), errors.size());
      assertThat(errors).hasSizeGreaterThan(80);
      assertThat(errors).allMatch(error -> error < 50, "less than 50 ms off");
    }
  }

  /** When the picture with which number was taken, by the server's own clock. */
  private static void noteTimes(PageStage stage, Map<Integer, Long> taken) {
    try (Subscription all = stage.camera("cam1").subscribe();
        FrameReader reader = new FrameReader(all.frames(), all.startAfter())) {
      boolean live = true;
      while (live) {
        try (Frame frame = reader.next(Duration.ofSeconds(5))) {
          live = frame != null && frame.live();
          if (live) {
            byte[] jpeg = new byte[frame.size()];
            frame.bytes().get(jpeg);
            int number = TestPatternSource.readNumber(ImageIO.read(new ByteArrayInputStream(jpeg)));
            taken.put(number, frame.capturedMicros());
          }
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSlowCameraIsNeverLateAndNoRateIsSaidBeforeItIsKnown() throws Exception {
    try (PageStage stage = new PageStage().patterns(1, 640, 360, 10)) {
      stage.cameras.add("slow", TestPatternSource.of(640, 360, 0.4));
      stage.browser.atTheBeginning(
          """
          window.said = { cam1: [], slow: [] };
          window.looking = setInterval(() => {
            for (const tile of document.querySelectorAll('li.tile')) {
              const rate = tile.querySelector('.rate').textContent;
              said[tile.dataset.camera].push(tile.dataset.state + ' ' + rate);
            }
          }, 20);
          """);
      stage.open("/");
      stage.await("its rate", () -> said(stage, "slow").contains("live 0.4 fps"));
      assertThat(said(stage, "slow")).allMatch(one -> one.matches("connecting |live (0.4 fps)?"));
      assertThat(said(stage, "cam1"))
          .as("as many as the camera has, or fewer on a busy machine, and never 0")
          .allMatch(one -> one.matches("connecting |live (|1[01] fps|[1-9]\\.\\d fps)"));
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> said(PageStage stage, String id) {
    return (List<String>) stage.browser.run("return [...new Set(said[arguments[0]])]", id);
  }

  private static long millisUntil(PageStage stage, String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    stage.browser.await(what, Duration.ofSeconds(20), condition);
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @Test
  void deadAndStalledCamerasAreSaidToBeAndOthersGoOn() throws Exception {
    try (PageStage stage = new PageStage()) {
      AtomicReference<Fault> dies = stage.faulty("dies");
      AtomicReference<Fault> stalls = stage.faulty("stalls");
      stage.patterns(2, 640, 360, 10).open("/");
      PageTiles tiles = stage.tiles;
      String loaded = stage.browser.text("return performance.timeOrigin");

      dies.set(Fault.UNREACHABLE);
      long died = millisUntil(stage, "dead", () -> !tiles.state("dies").equals("live"));
      stalls.set(Fault.STALLED);
      long stalled = millisUntil(stage, "stalled", () -> !tiles.state("stalls").equals("live"));
      System.out.println("dead is said after " + died + " ms, stalled after " + stalled + " ms");
      assertThat(died).isLessThan(AT_ONCE.toMillis());
      assertThat(stalled).isLessThan(AT_ONCE.toMillis());
      stage.await("the reason", () -> tiles.reason("dies").contains("cable is out"));
      assertThat(tiles.reason("dies")).containsPattern("no picture for [\\d.]+ (ms|s)");
      assertThat(tiles.number("dies")).as("the last good picture, not a slate").isNotNegative();
      assertThat(tiles.isGrey("dies")).isTrue();
      stage.await("the reason", () -> tiles.reason("stalls").contains("sends no pictures"));
      assertThat(tiles.isGrey("stalls")).isTrue();

      Map<String, Double> rates = tiles.paintedPerSecond(5);
      assertThat(rates.get("cam1")).isGreaterThan(8);
      assertThat(rates.get("cam2")).isGreaterThan(8);
      assertThat(tiles.isGrey("cam1")).isFalse();

      dies.set(Fault.NONE);
      stalls.set(Fault.NONE);
      stage.awaitAllLive();
      assertThat(tiles.isGrey("dies")).isFalse();
      assertThat(tiles.reason("dies").strip()).isEmpty();
      assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  @Test
  void aServerThatRestartsIsFoundAgainWithoutAReload() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10).open("/")) {
      PageTiles tiles = stage.tiles;
      String loaded = stage.browser.text("return performance.timeOrigin");
      stage.stopServer();
      long gone = millisUntil(stage, "said", () -> tiles.allAre("unreachable"));
      assertThat(tiles.reason("cam1")).contains("the server does not answer");
      assertThat(tiles.isGrey("cam1")).isTrue();
      stage.browser.await( // long enough for the page to have failed a few times
          "8 s", Duration.ofSeconds(20), afterSeconds(8));
      stage.startServerAgain();
      long back = millisUntil(stage, "live again", () -> tiles.allAre("live"));
      System.out.println("a server gone is said after " + gone + " ms; live again after " + back);
      assertThat(gone).isLessThan(AT_ONCE.toMillis());
      assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
    }
  }

  private static BooleanSupplier afterSeconds(int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    return () -> System.nanoTime() > end;
  }

  @Test
  void camerasThatComeAndGoDoSoOnThePage() throws Exception {
    try (PageStage stage = new PageStage().patterns(2, 640, 360, 10).open("/")) {
      stage.faulty("late");
      stage.await("a third tile", () -> stage.tiles.ids().contains("late"));
      stage.awaitAllLive();
      stage.cameras.remove("cam1");
      stage.await("it is gone", () -> !stage.tiles.ids().contains("cam1"));
      assertThat(stage.tiles.ids()).containsExactly("cam2", "late");
      stage.awaitAllLive();
    }
  }
}
