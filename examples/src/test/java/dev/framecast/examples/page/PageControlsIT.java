package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Point;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Every control of the page, by keyboard alone. */
@Tag("real")
class PageControlsIT {
  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void fourCameras() throws Exception {
    stage = new PageStage(true).patterns(4, 640, 360, 10).open("/");
    browser = stage.browser;
  }

  @AfterEach
  void nothingWasComplainedOf() {
    try {
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.hosts()).containsExactly("127.0.0.1");
    } finally {
      stage.close();
    }
  }

  private String full() {
    return browser.text("return document.querySelector('li.tile.full')?.dataset.camera ?? 'none'");
  }

  private String focused() {
    return browser.text(
        "return document.activeElement.closest('li.tile')?.dataset.camera ?? 'none'");
  }

  private void focusTheFirst() {
    for (int tab = 0; tab < 10 && !focused().equals("cam1"); tab++) {
      browser.press(Keys.TAB);
    }
    assertThat(focused()).isEqualTo("cam1");
  }

  @Test
  void tabAndArrowsGoFromTileToTile() {
    focusTheFirst();
    browser.press(Keys.ARROW_RIGHT);
    assertThat(focused()).isEqualTo("cam2");
    browser.press(Keys.ARROW_DOWN);
    assertThat(focused()).isEqualTo("cam4");
    browser.press(Keys.ARROW_LEFT);
    assertThat(focused()).isEqualTo("cam3");
    browser.press(Keys.ARROW_UP);
    assertThat(focused()).isEqualTo("cam1");
    assertThat(browser.text("return getComputedStyle(document.activeElement).outlineStyle"))
        .as("the focus can be seen")
        .isNotEqualTo("none");
  }

  @Test
  void enterShowsOneInFullAndEscapeAllAgain() {
    focusTheFirst();
    browser.press(Keys.ENTER);
    stage.await("in full", () -> full().equals("cam1"));
    double wide =
        browser.number(
            "return document.querySelector('li.tile.full .screen').getBoundingClientRect().width");
    assertThat(wide).isGreaterThan(700);
    browser.press(Keys.ARROW_RIGHT);
    stage.await("the next in full", () -> full().equals("cam2"));
    browser.press(Keys.ESCAPE);
    stage.await("all", () -> full().equals("none"));
    stage.awaitAllLive();
  }

  @Test
  void numbersPickACameraAndTheAddressKeepsIt() {
    browser.press("3");
    stage.await("in full", () -> full().equals("cam3"));
    assertThat(browser.text("return location.search")).contains("full=cam3");
    browser.driver().navigate().refresh();
    stage.await("still in full", () -> full().equals("cam3"));
    browser.driver().navigate().back();
    stage.await("all", () -> full().equals("none"));
  }

  @Test
  void quickKeysDoNotLeaveThePage() {
    browser.press("3");
    stage.await("in full", () -> full().equals("cam3"));
    browser.press(Keys.ESCAPE, Keys.ESCAPE, "2");
    stage.await("another", () -> full().equals("cam2"));
    stage.await("said", () -> browser.text("return location.search").equals("?full=cam2"));
    browser.driver().navigate().back();
    stage.await("all", () -> full().equals("none"));
    assertThat(browser.text("return location.pathname + location.search")).isEqualTo("/");
  }

  @Test
  void keysAreAboutTheCameraThatTheAddressShowsInFull() {
    stage.open("/?full=cam3");
    browser.press(Keys.SPACE);
    stage.await("paused", () -> stage.tiles.state("cam3").equals("paused"));
    assertThat(stage.tiles.state("cam1")).isEqualTo("live");
  }

  @Test
  void withAnUnknownCameraInFullArrowsStillGoFromTileToTile() {
    stage.open("/?full=attic");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    stage.await("the second", () -> focused().equals("cam2"));
    assertThat(full()).isEqualTo("none");
  }

  @Test
  void theTabKeyReachesATilesButtonsAndPassesTheOtherTiles() {
    focusTheFirst();
    String label = "return document.activeElement.ariaLabel";
    browser.press(Keys.TAB);
    assertThat(browser.text(label)).isEqualTo("Pause");
    browser.press(Keys.TAB);
    assertThat(browser.text(label)).isEqualTo("Save a snapshot");
    browser.press(Keys.TAB);
    assertThat(browser.text(label)).isEqualTo("Addresses of this camera");
    browser.press(Keys.TAB);
    assertThat(focused()).isEqualTo("none");
  }

  @Test
  void fIsFullScreen() {
    browser.press("f");
    stage.await(
        "full screen", () -> browser.number("return document.fullscreenElement ? 1 : 0") == 1);
    browser.press("f");
    stage.await(
        "as before", () -> browser.number("return document.fullscreenElement ? 1 : 0") == 0);
  }

  @Test
  void sSavesAPictureOfTheCamerasOwnSize(@TempDir Path folder) throws Exception {
    browser.saveTo(folder);
    focusTheFirst();
    browser.press("s");
    stage.await("a file", () -> jpegs(folder).length == 1);
    BufferedImage picture = ImageIO.read(jpegs(folder)[0]);
    assertThat(picture.getWidth()).isEqualTo(640);
    assertThat(jpegs(folder)[0].getName()).startsWith("cam1-");
  }

  private static File[] jpegs(Path folder) {
    File[] found = folder.toFile().listFiles((where, name) -> name.endsWith(".jpg"));
    return found == null ? new File[0] : found;
  }

  @Test
  void tChangesTheThemeAndItIsKept() {
    String before = browser.text("return document.documentElement.dataset.theme");
    String ground = "return getComputedStyle(document.body).backgroundColor";
    browser.systemTheme("dark");
    browser.press("t");
    stage.await(
        "another theme",
        () -> !browser.text("return document.documentElement.dataset.theme").equals(before));
    browser.press("t");
    String light = browser.text(ground);
    browser.press("t");
    String dark = browser.text(ground);
    assertThat(List.of(light, dark)).doesNotHaveDuplicates();
    browser.press("t");
    String kept = browser.text("return document.documentElement.dataset.theme");
    browser.driver().navigate().refresh();
    stage.awaitAllLive();
    assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo(kept);
  }

  @Test
  void theQuestionMarkShowsTheKeys() {
    browser.press("?");
    stage.await(
        "the list",
        () -> browser.number("return document.querySelector('dialog[open]') ? 1 : 0") == 1);
    assertThat(browser.text("return document.querySelector('dialog[open]').innerText"))
        .contains("Keys", "full screen", "snapshot");
    browser.press(Keys.ESCAPE);
    stage.await(
        "it is gone",
        () -> browser.number("return document.querySelector('dialog[open]') ? 1 : 0") == 0);
  }

  @Test
  void keysOfOneCharacterCanBeSwitchedOffAndItIsKept() {
    browser.press("?");
    browser.driver().findElement(By.id("quick-keys")).click();
    browser.press(Keys.ESCAPE);
    for (int visit = 1; visit <= 2; visit++) {
      String theme = browser.text("return document.documentElement.dataset.theme");
      browser.press("3", "t", "f", "?", Keys.SPACE, Keys.ARROW_RIGHT);
      focusTheFirst();
      browser.press("3", "t", "s", "?", Keys.ARROW_RIGHT);
      assertThat(focused()).isEqualTo("cam2");
      assertThat(full()).isEqualTo("none");
      assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo(theme);
      assertThat(browser.number("return document.querySelectorAll('dialog[open]').length"))
          .isZero();
      browser.press(Keys.ENTER);
      stage.await("in full", () -> full().equals("cam2"));
      browser.press(Keys.ESCAPE);
      stage.await("all", () -> full().equals("none"));
      browser.driver().navigate().refresh();
      stage.awaitAllLive();
    }
  }

  @Test
  void thereIsNoButtonForFullScreenWhereThereIsNoFullScreen() {
    String shown = "return document.getElementById('full-screen').checkVisibility() ? 1 : 0";
    assertThat(browser.number(shown)).isEqualTo(1);
    browser.atTheBeginning(
        "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => undefined });"
            + "delete Element.prototype.requestFullscreen;");
    stage.open("/");
    assertThat(browser.number(shown)).isZero();
    browser.press("f");
    stage.await(
        "said",
        () ->
            browser
                .text("return document.getElementById('notice').textContent")
                .contains("No full screen"));
  }

  @Test
  void twoFingersZoomAndOneThatHoldsDrags() {
    browser.touchScreen(1280, 800);
    stage.open("/");
    WebElement first = browser.driver().findElement(By.cssSelector("li.tile .open"));
    Point at = first.getLocation();
    WebElement second = browser.driver().findElements(By.cssSelector("li.tile .open")).get(1);
    browser.touch("touchStart", at.x + 50, at.y + 50);
    stage.await(
        "it is held",
        () -> browser.number("return document.querySelectorAll('.dragging').length") == 1);
    browser.touch("touchMove", at.x + 60, at.y + 50);
    browser.touch("touchMove", second.getLocation().x + 50, at.y + 50);
    browser.touch("touchEnd");
    assertThat(stage.tiles.ids()).containsExactly("cam2", "cam1", "cam3", "cam4");
    int y = at.y + 100;
    browser.touch("touchStart", at.x + 150, y);
    browser.touch("touchStart", at.x + 150, y, at.x + 170, y);
    for (int apart = 20; apart <= 200; apart += 20) {
      browser.touch("touchMove", at.x + 160 - apart / 2, y, at.x + 160 + apart / 2, y);
    }
    browser.touch("touchEnd");
    stage.await("zoomed", () -> browser.number("return visualViewport.scale") > 1.5);
    assertThat(stage.tiles.ids()).containsExactly("cam2", "cam1", "cam3", "cam4");
  }

  @Test
  void shiftAndArrowsChangeTheOrderAndItIsKept() {
    focusTheFirst();
    browser.pressShift(Keys.ARROW_RIGHT);
    stage.await(
        "another order", () -> stage.tiles.ids().equals(List.of("cam2", "cam1", "cam3", "cam4")));
    assertThat(focused()).isEqualTo("cam1");
    browser.driver().navigate().refresh();
    stage.awaitAllLive();
    assertThat(stage.tiles.ids()).containsExactly("cam2", "cam1", "cam3", "cam4");
  }

  @Test
  void aTileThatIsDraggedSlowlyStaysWhereItWasPut() {
    List<WebElement> tiles = browser.driver().findElements(By.cssSelector("li.tile .open"));
    new Actions(browser.driver())
        .moveToElement(tiles.get(0))
        .clickAndHold()
        .moveByOffset(20, 10)
        .moveToElement(tiles.get(1))
        .pause(Duration.ofMillis(2500)) // the server is asked meanwhile
        .release()
        .perform();
    assertThat(stage.tiles.ids()).containsExactly("cam2", "cam1", "cam3", "cam4");
    browser.driver().navigate().refresh();
    stage.awaitAllLive();
    assertThat(stage.tiles.ids()).containsExactly("cam2", "cam1", "cam3", "cam4");
  }

  @Test
  void anAddressShowsAView() {
    stage.open("/?cameras=cam4,cam2&layout=1x2");
    assertThat(stage.tiles.ids()).containsExactly("cam4", "cam2");
    assertThat(
            browser.number(
                "const [a, b] = [...document.querySelectorAll('li.tile')]"
                    + ".map(t => t.getBoundingClientRect());"
                    + "return a.left === b.left && a.bottom <= b.top ? 1 : 0"))
        .as("one above the other")
        .isEqualTo(1);
    // The page before may still have been on its way out.
    stage.await("two are watched", () -> stage.viewers() == 2);
  }

  @Test
  void anUnknownCameraInTheAddressIsSaidInWords() {
    browser.open(stage.address("/?cameras=cam1,attic"));
    stage.await("said", () -> browser.text("return document.body.innerText").contains("attic"));
    stage.await("the other is live", () -> stage.tiles.state("cam1").equals("live"));
  }

  @Test
  void everyControlAndTileHasANameForScreenReaders() {
    List<?> nameless =
        (List<?>)
            browser.run(
                """
                return [...document.querySelectorAll('button, a, input, select')]
                    .filter((one) => !(one.getAttribute('aria-label') || one.innerText.trim()
                        || one.labels?.[0]?.textContent.trim()))
                    .map((one) => one.outerHTML);
                """);
    assertThat(nameless).isEmpty();
    assertThat(
            browser.text(
                "return document.querySelector('li.tile[data-camera=cam1] .open').ariaLabel"))
        .isEqualTo("cam1, live");
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.text("return document.title")).isNotEmpty();
  }
}
