package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Groups, and one camera, group or page after the other. */
@Tag("real")
class PageTurnsIT {
  private static final String GROUPS = "groups=front:cam1,cam2;back:cam3";

  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void fourCameras() throws IOException {
    stage = new PageStage().patterns(4, 640, 360, 10);
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

  private String full() {
    return browser.text("return document.querySelector('li.tile.full')?.dataset.camera ?? 'none'");
  }

  private String isOn() {
    return browser.text("return document.getElementById('cycle').ariaPressed");
  }

  private void awaitShown(String... ids) {
    stage.await(String.join(", ", ids), () -> stage.tiles.shown().equals(List.of(ids)));
  }

  @Test
  void oneCameraAfterTheOtherIsInFullUntilSomebodyGoesBack() {
    browser.open(stage.address("/?cycle=2"));
    stage.await("the first", () -> full().equals("cam1"));
    stage.await("the second", () -> full().equals("cam2"));
    stage.await("the third", () -> full().equals("cam3"));
    assertThat(browser.text("return location.search")).contains("full=cam3", "cycle=2");
    browser.press(Keys.ESCAPE);
    stage.await("all", () -> full().equals("none"));
    stage.await("ended", () -> isOn().equals("false"));
    stage.await("said", () -> !browser.text("return location.search").contains("cycle"));
    stage.awaitAllLive();
  }

  @Test
  void groupsComeOneAfterTheOtherAndAreThereWhenTheyAreShown() {
    browser.atTheBeginning(
        """
        window.unready = [];
        document.addEventListener('DOMContentLoaded', () => new MutationObserver((changes) => {
          for (const { target } of changes) {
            if (target.matches('.tile') && target.dataset.camera === 'cam3' && !target.hidden
                && !target.classList.contains('soon') && target.dataset.state !== 'live') {
              unready.push(target.dataset.state);
            }
          }
        }).observe(document, { subtree: true, attributeFilter: ['hidden', 'class'] }));
        """);
    browser.open(stage.address("/?group=front&cycle=6&" + GROUPS));
    awaitShown("cam1", "cam2");
    stage.await("live", () -> stage.tiles.state("cam2").equals("live"));
    stage.await("the others are not watched", () -> stage.viewers() == 2);
    awaitShown("cam3");
    assertThat(browser.text("return unready.join()")).isEmpty();
    assertThat(browser.text("return document.getElementById('group').value")).isEqualTo("back");
    awaitShown("cam1", "cam2");
    stage.await("not watched any more", () -> stage.camera("cam3").status().viewers() == 0);
  }

  @Test
  void theMenuShowsOneGroup() {
    stage.open("/?" + GROUPS);
    browser.driver().findElement(By.cssSelector("#group option[value=back]")).click();
    awaitShown("cam3");
    assertThat(browser.text("return location.search")).contains("group=back", GROUPS);
    stage.await("the others are not watched", () -> stage.viewers() == 1);
    browser.run("document.activeElement.blur()"); // a menu has keys of its own
    browser.press("1");
    stage.await("in full", () -> full().equals("cam3"));
    browser.driver().findElement(By.cssSelector("#group option[value=front]")).click();
    awaitShown("cam1", "cam2");
    assertThat(full()).isEqualTo("none");
    stage.await("said", () -> browser.text("return location.search").contains("group=front"));
    browser.driver().findElement(By.cssSelector("#group option[value='']")).click();
    awaitShown("cam1", "cam2", "cam3", "cam4");
    stage.awaitAllLive();
  }

  @Test
  void aLayoutWithLittleRoomIsShownInPages() {
    browser.open(stage.address("/?layout=2x1&cycle=2"));
    awaitShown("cam1", "cam2");
    awaitShown("cam3", "cam4");
    awaitShown("cam1", "cam2");
    browser.press("c");
    awaitShown("cam1", "cam2", "cam3", "cam4");
    assertThat(isOn()).isEqualTo("false");
  }

  @Test
  void whatIsWrongInTheAddressIsSaid() {
    stage.open("/?groups=door&group=x&cycle=0.5");
    assertThat(browser.text("return document.getElementById('notice').textContent"))
        .contains("cycle “0.5” in the address: must be seconds, 0 to 3,600.")
        .contains("groups “door” in the address: must be names with their cameras");
    stage.open("/?group=side&" + GROUPS);
    assertThat(browser.text("return document.getElementById('notice').textContent"))
        .isEqualTo("group “side” in the address: must be front or back.");
  }
}
