package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The custom element, in a page that is not ours. */
@Tag("real")
class CameraElementIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private PageStage stage;
  private Browser browser;

  /** A page without anything of ours, of the same origin. */
  @BeforeEach
  void aPageOfTheUsers() throws Exception {
    stage = new PageStage().patterns(8, 640, 360, 10);
    browser = stage.browser;
    browser.open(stage.address("/cameras"));
    browser.run(
        """
        document.body.innerHTML = '';
        const icon = document.createElement('link'); // or the browser complains that there is none
        icon.rel = 'icon';
        icon.href = 'data:,';
        document.head.append(icon);
        const script = document.createElement('script');
        script.type = 'module';
        script.src = '/wall/camera-element.js';
        document.head.append(script);
        """);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void add(String... ids) {
    for (String id : ids) {
      browser.run(
          "const e = document.createElement('framecast-camera'); e.id = arguments[0];"
              + "document.body.append(e);",
          id);
    }
  }

  private String state(String id) {
    return browser.text("return document.getElementById(arguments[0]).dataset.state", id);
  }

  private double sequence(String id) {
    return browser.number(
        "return Number(document.getElementById(arguments[0]).dataset.sequence ?? 0)", id);
  }

  @Test
  void eightElementsShareOneConnection() throws Exception {
    for (int i = 1; i <= 8; i++) {
      add("cam" + i);
    }
    for (int i = 1; i <= 8; i++) {
      String id = "cam" + i;
      stage.await(id + " live", () -> state(id).equals("live"));
      double before = sequence(id);
      stage.await(id + " moves", () -> sequence(id) > before);
    }
    assertThat(stage.connections()).as("with those that are at rest").isBetween(1L, 6L);
    assertThat(stage.viewers()).isEqualTo(8);
    assertThat(browser.text("return document.getElementById('cam1').ariaLabel"))
        .isEqualTo("cam1, live");
    // The browser may have asked before the page had its icon.
    assertThat(browser.complaints()).allMatch(one -> one.contains("/favicon.ico"));
  }

  @Test
  void itSpeaksTheLanguageOfItsPage() {
    browser.open(stage.address("/cameras"));
    browser.run(
        """
        document.body.innerHTML = '';
        document.documentElement.lang = 'ko-KR';
        const script = document.createElement('script');
        script.type = 'module';
        script.src = '/wall/camera-element.js';
        document.head.append(script);
        """);
    add("cam1");
    stage.await("live", () -> state("cam1").equals("live"));
    assertThat(browser.text("return document.getElementById('cam1').ariaLabel"))
        .isEqualTo("cam1, 실시간");
  }

  @Test
  void whatIsRemovedOrHiddenIsNotAskedFor() {
    add("cam1", "cam2", "cam3");
    stage.await("three are watched", () -> stage.viewers() == 3);
    browser.run("document.getElementById('cam1').remove()");
    browser.await("two are watched", SOON, () -> stage.viewers() == 2);
    browser.run("document.getElementById('cam2').style.display = 'none'");
    browser.await("one is watched", SOON, () -> stage.viewers() == 1);
    browser.run("document.getElementById('cam2').style.display = ''");
    browser.await("two again", SOON, () -> stage.viewers() == 2);
    browser.run("document.body.innerHTML = ''");
    browser.await("nobody watches", SOON, () -> stage.viewers() == 0);
  }

  @Test
  void anElementOfAnotherIdShowsNothingOfTheOldCamera() {
    add("cam1");
    stage.await("live", () -> state("cam1").equals("live"));
    browser.run("document.getElementById('cam1').id = 'attic'");
    stage.await("missing", () -> state("attic").equals("missing"));
    assertThat(
            browser.number(
                "return document.getElementById('attic').shadowRoot"
                    + ".querySelectorAll('canvas, img').length"))
        .isZero();
    browser.run("document.getElementById('attic').id = 'cam2'");
    stage.await("live again", () -> state("cam2").equals("live"));
    assertThat(stage.camera("cam1").status().viewers()).isZero();
  }

  @Test
  void itHealsByItselfWhenTheServerComesBack() throws Exception {
    add("cam1");
    stage.await("live", () -> state("cam1").equals("live"));
    stage.stopServer();
    stage.await("it says so", () -> state("cam1").equals("unreachable"));
    stage.startServerAgain();
    stage.await("live again", () -> state("cam1").equals("live"));
  }

  @Test
  void nonsenseInOneElementTouchesNoOther() {
    add("cam1", "cam2", "cam3");
    String set = "document.getElementById(arguments[0]).setAttribute(arguments[1], arguments[2])";
    for (String value :
        new String[] {"0.3333333", "NaN", "-5", "1e9", "abc", "640.5", "1e-9", ""}) {
      browser.run(set, "cam1", "fps", value);
      browser.run(set, "cam2", "width", value);
      for (String id : new String[] {"cam1", "cam2", "cam3"}) {
        double before = sequence(id);
        stage.await(
            id + " is live and moves with " + value,
            () -> (state(id).equals("live") && sequence(id) > before) || value.equals("1e-9"));
      }
    }
  }

  @Test
  void theModuleIsThereOnceWhereverItIsAskedFor() {
    add("cam1");
    stage.await("live", () -> state("cam1").equals("live"));
    assertThat(
            browser.text(
                """
                const page = await (await fetch('/')).text();
                const folder = '/' + /src="(wall\\/[^/]+\\/)/.exec(page)[1];
                const one = await import('/wall/camera-element.js');
                const other = await import(folder + 'camera-element.js');
                return one.FramecastCamera === other.FramecastCamera;
                """))
        .isEqualTo("true");
  }

  @Test
  void anUnknownCameraSaysSo() {
    add("attic", "cam1");
    stage.await("missing", () -> state("attic").equals("missing"));
    stage.await("the other is live", () -> state("cam1").equals("live"));
  }
}
