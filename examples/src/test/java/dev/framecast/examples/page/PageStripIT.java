package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The other cameras beside the one in full, shown or hidden. */
@Tag("real")
class PageStripIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void oneOfFourCamerasInFull() throws Exception {
    stage = new PageStage(true).patterns(4, 640, 360, 10).open("/");
    browser = stage.browser;
    browser.press("2");
    stage.await("in full", () -> watched() == 4 && shown() == 4 && full().equals("cam2"));
  }

  @AfterEach
  void nothingWasComplainedOf() {
    try {
      assertThat(browser.complaints()).isEmpty();
    } finally {
      stage.close();
    }
  }

  private String full() {
    return browser.text("return document.querySelector('li.tile.full')?.dataset.camera ?? 'none'");
  }

  private double shown() {
    return browser.number(
        "return [...document.querySelectorAll('li.tile')].filter((one) => one.offsetWidth > 0).length");
  }

  private int watched() {
    return stage.viewers();
  }

  private double width() {
    return browser.number("return document.querySelector('.full .screen').clientWidth");
  }

  @Test
  void theyAreHiddenAndNotAskedForAndShownAgain() {
    double beside = width();
    browser.press("h");
    stage.await("hidden", () -> shown() == 1);
    assertThat(width()).isGreaterThan(beside + 100);
    browser.await("one is watched", SOON, () -> watched() == 1);
    assertThat(stage.camera("cam2").status().viewers()).isEqualTo(1);
    browser.press(Keys.ARROW_RIGHT);
    browser.await(
        "the next instead",
        SOON,
        () -> full().equals("cam3") && stage.camera("cam3").status().viewers() == 1);
    stage.await("live", () -> stage.tiles.state("cam3").equals("live"));
    browser.await("one is watched", SOON, () -> watched() == 1);
    browser.press(Keys.ESCAPE);
    stage.await("all", () -> shown() == 4);
    stage.awaitAllLive();
    browser.press("1");
    stage.await("hidden beside the next one too", () -> full().equals("cam1") && shown() == 1);
    browser.press("h");
    stage.await("shown again", () -> shown() == 4);
    stage.awaitAllLive();
  }

  @Test
  void theBrowserKeepsItAndNoneOfThemIsAskedForBeforeItIsKnown() {
    browser.driver().findElement(By.cssSelector(".full .others")).click();
    stage.await("hidden", () -> shown() == 1);
    browser.await("one is watched", SOON, () -> watched() == 1);
    browser.open(URI.create("about:blank"));
    browser.await("nobody watches", SOON, () -> watched() == 0);
    List<Long> before = frames();
    browser.open(stage.address("/?full=cam2"));
    stage.await("live", () -> stage.tiles.state("cam2").equals("live"));
    assertThat(shown()).isEqualTo(1);
    assertThat(browser.text("return document.querySelector('.full .others').ariaLabel"))
        .isEqualTo("Show the other cameras");
    assertThat(frames().get(0)).isEqualTo(before.get(0));
    assertThat(frames().get(2)).isEqualTo(before.get(2));
    assertThat(frames().get(3)).isEqualTo(before.get(3));
  }

  /** What each camera was watched for. */
  private List<Long> frames() {
    return stage.cameras.all().stream().map(one -> one.status().delivered()).toList();
  }
}
