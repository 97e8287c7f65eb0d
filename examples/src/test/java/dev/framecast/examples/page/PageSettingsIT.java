package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The settings panel, the time of capture on tiles, and the addresses of a camera. */
@Tag("real")
class PageSettingsIT {
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

  private WebElement find(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  private String address() {
    return browser.text("return document.querySelector('#settings .address').value");
  }

  private String dialog() {
    return browser.text("return document.querySelector('dialog[open]')?.id ?? 'none'");
  }

  private void openSettings() {
    browser.press("o");
    stage.await("open", () -> dialog().equals("settings"));
  }

  @Test
  void whatIsChosenBecomesAnAddress() {
    openSettings();
    find("#settings [value=cam2]").click();
    find("#settings [name=layout]").sendKeys("1x3");
    find("#settings [name=form] [value=jpeg]").click();
    find("#settings [name=clock]").click();
    find("#settings [name=lang] [value=ko]").click();
    stage.await("told", () -> address().contains("lang=ko"));
    String wanted = "?form=jpeg&layout=1x3&lang=ko&clock=1&cameras=cam1,cam3,cam4";
    assertThat(address().split("[?&]"))
        .containsExactlyInAnyOrder(stage.address("/" + wanted).toString().split("[?&]"));
    find("#settings form > .row button").click();
    stage.await("there", () -> browser.text("return location.search").contains("form=jpeg"));
    stage.awaitAllLive();
    assertThat(stage.tiles.ids()).containsExactly("cam1", "cam3", "cam4");
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("ko");
    openSettings();
    assertThat(address())
        .as("it opens with what is so")
        .isEqualTo(browser.text("return location.href"));
  }

  @Test
  void camerasAreMovedByButtons() {
    openSettings();
    browser.run("document.querySelector('#settings .choice li:first-child .down').focus()");
    browser.press(Keys.ENTER);
    browser.press(Keys.ENTER);
    stage.await("moved", () -> address().endsWith("?cameras=cam2,cam3,cam1,cam4"));
    browser.run("document.querySelector('#settings .choice li:nth-child(3) .up').focus()");
    browser.press(Keys.ENTER);
    browser.press(Keys.ENTER);
    stage.await("as it was", () -> !address().contains("cameras"));
  }

  @Test
  void whatIsNoneIsNotShown() {
    openSettings();
    find("#settings [name=layout]").sendKeys("2 by 2", Keys.ENTER);
    assertThat(dialog()).isEqualTo("settings");
    assertThat(browser.run("return document.querySelector('#settings form').checkValidity()"))
        .isEqualTo(false);
    browser.press(Keys.ESCAPE);
    stage.await("closed", () -> dialog().equals("none"));
    assertThat(browser.text("return location.search")).isEmpty();
  }

  @Test
  void themeAndKeysAreChangedAtOnceAndKept() {
    openSettings();
    find("#theme-choice [value=light]").click();
    assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo("light");
    find("#quick-keys-choice").click();
    assertThat(browser.run("return document.getElementById('quick-keys').checked"))
        .isEqualTo(false);
    browser.driver().navigate().refresh();
    stage.awaitAllLive();
    assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo("light");
    browser.press("o");
    assertThat(dialog()).isEqualTo("none");
    find("#settings-button").click();
    assertThat(dialog()).isEqualTo("settings");
    assertThat(browser.run("return document.getElementById('quick-keys-choice').checked"))
        .isEqualTo(false);
  }

  @Test
  void theFocusGoesBackToTheButton() {
    find("#settings-button").click();
    stage.await("open", () -> dialog().equals("settings"));
    find("#settings .cancel").click();
    assertThat(browser.text("return document.activeElement.id")).isEqualTo("settings-button");
  }

  @Test
  void tilesSayWhenTheirPicturesWereCaptured() {
    assertThat(browser.driver().findElements(By.cssSelector(".clock"))).isEmpty();
    stage.open("/?clock=1");
    List<WebElement> clocks = browser.driver().findElements(By.cssSelector("li.tile .clock"));
    assertThat(clocks).hasSize(4).allMatch(one -> one.getText().matches("\\d\\d:\\d\\d:\\d\\d"));
    double late =
        browser.number("return Date.now() - Date.parse(document.querySelector('.clock').dateTime)");
    assertThat(late).isBetween(-100.0, 3000.0);
  }

  @Test
  void theAddressesOfACameraCanBeCopied() {
    browser.press(Keys.ARROW_RIGHT);
    browser.press("a");
    stage.await("open", () -> dialog().equals("addresses"));
    assertThat(browser.text("return document.getElementById('addresses-title').textContent"))
        .isEqualTo("Addresses of cam1");
    assertThat(
            browser.text(
                "return [...document.querySelectorAll('#addresses input')].map(i => i.value).join(' ')"))
        .isEqualTo(
            String.join(
                " ",
                stage.address("/cameras/cam1/stream.mjpg").toString(),
                stage.address("/cameras/cam1/snapshot.jpg").toString(),
                stage.address("/cameras/cam1/video.mp4").toString()));
    find("#addresses .copied button").click();
    stage.await(
        "said",
        () ->
            browser
                .text("return document.querySelector('#addresses .said').textContent")
                .equals("Address copied."));
    assertThat(dialog()).isEqualTo("addresses");
  }
}
