package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraStatus.RenditionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** What nobody sees costs the server nothing. */
@Tag("real")
class PageDemandIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void aHiddenTabAsksForNothing() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10).open("/")) {
      String page = stage.browser.driver().getWindowHandle();
      stage.browser.driver().switchTo().newWindow(WindowType.TAB);
      String other = stage.browser.driver().getWindowHandle();
      stage.browser.await("nobody watches", SOON, () -> stage.viewers() == 0);
      stage.browser.driver().switchTo().window(page);
      // Chromium shows a tab only when it is brought to the front.
      stage.browser.driver().executeCdpCommand("Page.bringToFront", java.util.Map.of());
      stage.browser.await("watched again", SOON, () -> stage.viewers() == 4);
      stage.awaitAllLive();
      assertThat(other).isNotEqualTo(page);
    }
  }

  @Test
  void aPageThatWasLeftAsksForNothingAndGoesOnWhenOneComesBack() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10).open("/")) {
      stage.browser.open(stage.address("/cameras"));
      stage.browser.await("nobody watches", SOON, () -> stage.viewers() == 0);
      stage.browser.driver().navigate().back();
      stage.awaitAllLive();
      stage.browser.await("watched again", SOON, () -> stage.viewers() == 4);
    }
  }

  @Test
  void whatIsScrolledAwayIsNotAskedFor() throws Exception {
    try (PageStage stage = new PageStage().patterns(24, 320, 180, 5)) {
      stage.browser.size(360, 640);
      stage.browser.open(stage.address("/"));
      stage.await("the first is live", () -> stage.tiles.state("cam1").equals("live"));
      stage.browser.await(
          "only those in sight",
          SOON,
          () -> stage.viewers() < 24 && stage.camera("cam24").status().viewers() == 0);
      stage.browser.run("document.querySelector('li.tile:last-child').scrollIntoView()");
      stage.browser.await(
          "the last instead of the first",
          SOON,
          () ->
              stage.camera("cam24").status().viewers() == 1
                  && stage.camera("cam1").status().viewers() == 0);
      stage.await("the last is live", () -> stage.tiles.state("cam24").equals("live"));
    }
  }

  @Test
  void aPausedTileIsNotAskedFor() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10).open("/")) {
      stage.browser.press(Keys.TAB);
      stage.browser.press(Keys.ARROW_RIGHT); // whichever has the focus now
      stage.browser.press(Keys.SPACE);
      stage.browser.await("three are watched", SOON, () -> stage.viewers() == 3);
      stage.await(
          "one says so",
          () -> stage.tiles.states().values().stream().filter("paused"::equals).count() == 1);
      stage.browser.press(Keys.SPACE);
      stage.awaitAllLive();
      stage.await("four are watched", () -> stage.viewers() == 4);
    }
  }

  @Test
  void smallTilesAreAskedForInSmallAndOneInFullInFull() throws Exception {
    try (PageStage stage = new PageStage().patterns(16, 1920, 1080, 10).open("/")) {
      assertThat(watchedWidth(stage, "cam2")).as("a small tile").isBetween(160, 640);
      stage.browser.press("2");
      stage.browser.await(
          "in full: at least as wide as the screen needs",
          SOON,
          () -> watchedWidth(stage, "cam2") == 0 || watchedWidth(stage, "cam2") >= 960);
      stage.browser.press(Keys.ESCAPE);
      stage.browser.await(
          "small again",
          SOON,
          () -> watchedWidth(stage, "cam2") > 0 && watchedWidth(stage, "cam2") <= 640);
    }
  }

  /** Of the rendition that is watched; 0 is the camera's own. */
  private static int watchedWidth(PageStage stage, String id) {
    return stage.camera(id).status().renditions().stream()
        .filter(made -> made.viewers() > 0)
        .map(RenditionStatus::rendition)
        .mapToInt(rendition -> rendition.width())
        .max()
        .orElse(-1);
  }
}
