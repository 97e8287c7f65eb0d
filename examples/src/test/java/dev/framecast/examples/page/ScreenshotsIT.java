package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.wall.FaultySource.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes pictures of the page for people to look at, into target/screenshots; those of the
 * documentation with -Dtest.jvm.args=-Dscreenshots.update=true into docs/screenshots.
 */
@Tag("real")
class ScreenshotsIT {
  private static final Path FOLDER = Path.of("target", "screenshots");

  /** And the keys that open them. */
  private static final Map<String, String> DIALOGS =
      Map.of("help", "?", "settings", "o", "addresses", "a");

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16, 64})
  void allWellAtEachSize(int count) throws Exception {
    try (PageStage stage = new PageStage().patterns(count, 640, 360, 5)) {
      for (String theme : new String[] {"dark", "light"}) {
        for (int width : new int[] {360, 1280, 1920}) {
          stage.browser.systemTheme(theme);
          stage.browser.size(width, width == 360 ? 740 : width * 5 / 8);
          stage.browser.open(stage.address("/"));
          stage.await("the first is live", () -> stage.tiles.state("cam1").equals("live"));
          stage.await("all in sight are live", () -> inSight(stage) == 0);
          Path file = FOLDER.resolve(count + "-" + theme + "-" + width + ".png");
          stage.browser.screenshot(file);
          assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(width);
          assertThat(widerThanTheScreen(stage)).as("nothing to scroll sideways for").isZero();
        }
      }
    }
  }

  /** Tiles on the screen that are not live. */
  private static double inSight(PageStage stage) {
    return stage.browser.number(
        """
        return [...document.querySelectorAll('li.tile')].filter((tile) => {
          const box = tile.getBoundingClientRect();
          return box.bottom > 0 && box.top < innerHeight && tile.dataset.state !== 'live';
        }).length""");
  }

  private static double widerThanTheScreen(PageStage stage) {
    return stage.browser.number(
        "return document.scrollingElement.scrollWidth > innerWidth ? 1 : 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void eachDialogInEachLanguageAtEachSize(String language) throws Exception {
    try (PageStage stage = new PageStage().patterns(9, 640, 360, 5)) {
      for (int width : new int[] {360, 820, 1280, 3840}) {
        for (String theme : new String[] {"dark", "light"}) {
          stage.browser.systemTheme(theme);
          stage.browser.size(width, width == 3840 ? 2160 : width == 1280 ? 800 : 1180);
          stage.browser.open(
              stage.address(
                  "/?clock=1&groups=front:cam1,cam2,cam3,cam4;back:cam5&lang=" + language));
          stage.await("all in sight are live", () -> inSight(stage) == 0);
          String name = language + "-" + theme + "-" + width;
          stage.browser.screenshot(FOLDER.resolve(name + ".png"));
          for (String dialog : DIALOGS.keySet()) {
            stage.browser.press(DIALOGS.get(dialog));
            stage.await("open", () -> wideDialogs(stage, ">=") == 1);
            stage.browser.screenshot(FOLDER.resolve(name + "-" + dialog + ".png"));
            assertThat(wideDialogs(stage, ">")).as("wider than they are: " + dialog).isZero();
            stage.browser.press(org.openqa.selenium.Keys.ESCAPE);
          }
          assertThat(widerThanTheScreen(stage)).as("nothing to scroll sideways for").isZero();
        }
      }
    }
  }

  /** Open dialogs whose content is as wide as they are, or wider. */
  private static double wideDialogs(PageStage stage, String how) {
    return stage.browser.number(
        "return [...document.querySelectorAll('dialog[open]')]"
            + ".filter((one) => one.scrollWidth "
            + how
            + " one.clientWidth).length");
  }

  @Test
  void someFailing() throws Exception {
    try (PageStage stage = new PageStage()) {
      stage.scenes("street", "door");
      AtomicReference<Fault> yard = stage.faultyScene("yard");
      AtomicReference<Fault> harbour = stage.faultyScene("harbour");
      stage.open("/");
      stage.pass(Duration.ofSeconds(2)); // the dog has come
      harbour.set(Fault.UNREACHABLE);
      yard.set(Fault.STALLED);
      stage.await("both say so", () -> stage.tiles.isGrey("harbour") && stage.tiles.isGrey("yard"));
      stage.await("why", () -> stage.tiles.reason("yard").contains("sends no pictures"));
      for (String theme : new String[] {"dark", "light"}) {
        for (int width : new int[] {360, 1280, 1920}) {
          stage.browser.systemTheme(theme);
          stage.browser.size(width, width == 360 ? 740 : width * 5 / 8);
          stage.await("two of four", () -> stage.tiles.isGrey("harbour") && inSight(stage) <= 2);
          stage.browser.screenshot(FOLDER.resolve("failing-" + theme + "-" + width + ".png"));
        }
      }
      if (Boolean.getBoolean("screenshots.update")) {
        Path docs = Path.of("..", "docs", "screenshots");
        stage.browser.size(1280, 800);
        stage.browser.systemTheme("dark");
        stage.await(
            "two of four",
            () -> inSight(stage) == 2 && stage.tiles.reason("harbour").contains("10 s"));
        stage.browser.screenshot(docs.resolve("failing.png"));
      }
    }
  }

  @Test
  void oneInFull() throws Exception {
    try (PageStage stage = new PageStage().patterns(9, 1280, 720, 10).open("/")) {
      stage.browser.systemTheme("dark");
      stage.browser.press("2");
      stage.await(
          "in full",
          () ->
              stage.browser.number("return document.querySelectorAll('li.tile.full').length") == 1);
      stage.awaitAllLive();
      stage.browser.screenshot(FOLDER.resolve("full-dark-1280.png"));
    }
  }

  @Test
  void theScenesOfADemonstration() throws Exception {
    try (PageStage stage = new PageStage().scenes("street", "door", "yard", "harbour")) {
      stage.browser.systemTheme("light");
      stage.browser.size(1280, 800);
      stage.open("/");
      stage.pass(Duration.ofSeconds(9)); // the parcel has come, and the bus
      stage.browser.screenshot(FOLDER.resolve("scenes-light-1280.png"));
      if (Boolean.getBoolean("screenshots.update")) {
        stage.browser.screenshot(Path.of("..", "docs", "screenshots", "live.png"));
      }
    }
  }
}
