package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The screen stays on while somebody watches. */
@Tag("real")
class PageWakeLockIT {
  /** Counts the locks that are held and that were asked for; the browser's own are not needed. */
  private static final String COUNT =
      """
      window.locks = { held: 0, asked: 0 };
      class Lock extends EventTarget {
        async release() {
          if (this.released) {
            return;
          }
          this.released = true;
          locks.held--;
          this.dispatchEvent(new Event('release'));
        }
      }
      const request = async () => {
        locks.asked++;
        const lock = new Lock();
        locks.held++;
        document.addEventListener('visibilitychange', () => document.hidden && lock.release());
        return lock;
      };
      Object.defineProperty(Navigator.prototype, 'wakeLock', { get: () => ({ request }) });
      """;

  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void oneCamera() throws Exception {
    stage = new PageStage().patterns(1, 320, 180, 10);
    browser = stage.browser;
  }

  @AfterEach
  void nothingWasComplainedOf() {
    try {
      assertThat(browser.complaints()).isEmpty();
    } finally {
      stage.close();
    }
  }

  private double held() {
    return browser.number("return locks.held");
  }

  @Test
  void itIsKeptOnWhileAPictureIsLiveAndNoLonger() {
    browser.atTheBeginning(COUNT);
    stage.open("/");
    stage.await("it stays on", () -> held() == 1);
    browser.press(Keys.TAB, Keys.ARROW_RIGHT, Keys.SPACE);
    stage.await("paused", () -> stage.tiles.state("cam1").equals("paused"));
    stage.await("it may go off", () -> held() == 0);
    browser.press(Keys.SPACE);
    stage.await("it stays on again", () -> held() == 1);
    assertThat(browser.number("return locks.asked")).isEqualTo(2);
  }

  @Test
  void itIsKeptOnAgainWhenThePageIsSeenAgain() {
    browser.atTheBeginning(COUNT);
    stage.open("/");
    stage.await("it stays on", () -> held() == 1);
    String page = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    String other = browser.driver().getWindowHandle();
    stage.await("it is hidden", () -> stage.viewers() == 0);
    browser.driver().switchTo().window(page);
    browser.driver().executeCdpCommand("Page.bringToFront", Map.of());
    stage.await(
        "it stays on again", () -> browser.number("return locks.asked") == 2 && held() == 1);
    assertThat(other).isNotEqualTo(page);
  }

  @Test
  void whereTheBrowserRefusesItOrKnowsOfNoSuchThingAllElseWorks() {
    for (String wakeLock :
        new String[] {"undefined", "({ request: () => Promise.reject(window.refused = true) })"}) {
      browser.atTheBeginning(
          "Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, get: () => "
              + wakeLock
              + " })");
      stage.open("/");
    }
    stage.await("it was asked", () -> browser.number("return window.refused ? 1 : 0") == 1);
  }

  @Test
  void theBrowsersOwnIsTaken() {
    browser.atTheBeginning(
        """
        const { request } = WakeLock.prototype;
        WakeLock.prototype.request = async function (type) {
          window.lock = await request.call(this, type);
          return window.lock;
        };
        """);
    stage.open("/");
    stage.await("a lock", () -> browser.text("return window.lock?.type").equals("screen"));
    assertThat(browser.text("return window.lock.released")).isEqualTo("false");
  }
}
