package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser on the wall's page. Needs chromium and chromedriver. */
@Tag("real")
class WallBrowserIT {
  /** One picture's pixels, made small. */
  private static final String LOOK =
      """
      const picture = document.querySelector(arguments[0]);
      if (!picture || picture.naturalWidth === 0) { return null; }
      const canvas = document.createElement('canvas');
      canvas.width = 64; canvas.height = 36;
      const brush = canvas.getContext('2d');
      brush.drawImage(picture, 0, 0, 64, 36);
      return Array.from(brush.getImageData(0, 0, 64, 36).data).join();
      """;

  @TempDir Path profile;
  private ChromeDriver browser;

  @BeforeEach
  void startTheBrowser() {
    browser = Chromium.start(profile);
  }

  @AfterEach
  void endTheBrowser() {
    browser.quit();
  }

  @Test
  void fourScenesMoveInABrowser() throws IOException {
    try (WallProcess wall = new WallProcess()) {
      browser.get(wall.address.toString());
      for (int tile = 0; tile < 4; tile++) {
        String before = look(tile);
        int same = tile;
        new WebDriverWait(browser, Duration.ofSeconds(5))
            .withMessage("picture " + tile + " does not change")
            .until(b -> !before.equals(look(same)));
      }
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
          .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
          .isEmpty();
    }
  }

  @Test
  void aCameraThatIsDownSaysSoAndItsNeighbourMoves() throws IOException {
    // Nobody listens on port 1 of the loopback.
    try (WallProcess wall = new WallProcess("dead=rtsp://127.0.0.1:1/x", "good=test:320x180@10")) {
      browser.get(wall.address.toString());
      String before = look(1);
      new WebDriverWait(browser, Duration.ofSeconds(5)).until(b -> !before.equals(look(1)));
      new WebDriverWait(browser, Duration.ofSeconds(5))
          .until(
              b ->
                  !b.findElements(By.cssSelector("[data-camera=dead][data-state=offline]"))
                      .isEmpty());
      assertThat(browser.findElement(By.cssSelector("[data-camera=dead] .reason")).getText())
          .contains("no picture yet", "Connection refused");
    }
  }

  @Test
  @Tag("cameras")
  void aWebcamsFaultsNeverEndItsStream(@TempDir Path machineFolder) throws Exception {
    WebcamMachine machine = new WebcamMachine(machineFolder, 1);
    try (WallProcess wall = machine.wall("desk=webcam:0");
        Watcher desk = new Watcher(wall, "desk")) {
      browser.get(wall.address.toString());
      look(0);
      // The page has words for a camera that is down; an image shows the slates.
      browser.executeScript(
          """
          window.errors = 0;
          document.addEventListener('error', () => window.errors++, true);
          const image = new Image();
          image.src = 'cameras/desk/stream.mjpg';
          document.body.append(image);
          """);
      for (String faults :
          List.of("corrupt=7", "errflag=5", "nodht", "corrupt=3 nodht", "stall", "unplug", "")) {
        machine.faults(faults);
        boolean down = faults.equals("stall") || faults.equals("unplug");
        if (down) {
          desk.restart();
          desk.awaitSlates(3);
        } else {
          desk.restart();
          desk.awaitLive(60);
        }
        String before = look("body > img");
        new WebDriverWait(browser, Duration.ofSeconds(5))
            .withMessage("no new picture under " + faults)
            .until(b -> !before.equals(look("body > img")));
        new WebDriverWait(browser, Duration.ofSeconds(5))
            .withMessage("the tile is " + (down ? "" : "not ") + "live under " + faults)
            .until(b -> b.findElements(By.cssSelector("[data-state=live]")).isEmpty() == down);
      }
      assertThat(browser.executeScript("return window.errors")).isEqualTo(0L);
      assertThat(desk.broken()).isZero();
    }
  }

  private String look(int tile) {
    return look(".tile:nth-child(" + (tile + 1) + ") canvas");
  }

  private String look(String picture) {
    return new WebDriverWait(browser, Duration.ofSeconds(10))
        .withMessage("no picture: " + picture)
        .until(b -> (String) browser.executeScript(LOOK, picture));
  }
}
