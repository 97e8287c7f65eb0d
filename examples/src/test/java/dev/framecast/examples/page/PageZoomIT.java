package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.source.image.TestPatternSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput.ScrollOrigin;

/** The camera in full, looked at from nearer: by mouse, fingers and keys. */
@Tag("real")
class PageZoomIT {
  private static final int X = 300;
  private static final int Y = 380; // about where the middle is: above it the edge comes first

  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void oneOfTwoCamerasInFull() throws Exception {
    stage = new PageStage().patterns(2, 640, 360, 10).open("/");
    browser = stage.browser;
    show("1");
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

  private void show(String number) {
    browser.press(number);
    stage.await("in full", () -> full().equals("cam" + number));
    stage.awaitAllLive();
  }

  /** Of the picture's box in the window: left, top, right, bottom, width or height. */
  private double picture(String edge) {
    return edge(".full .screen > *", edge);
  }

  private double box(String edge) {
    return edge(".full .screen", edge);
  }

  private double edge(String selector, String edge) {
    return browser.number(
        "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]",
        selector,
        edge);
  }

  private double zoom() {
    return picture("width") / box("width");
  }

  private void awaitZoom(double zoom) {
    stage.await("zoomed " + zoom + " times", () -> Math.abs(zoom() - zoom) < 0.01);
  }

  /** What part of the picture's width lies left of that point of the window. */
  private double across(int x) {
    return (x - picture("left")) / picture("width");
  }

  private double down(int y) {
    return (y - picture("top")) / picture("height");
  }

  private String scale() {
    return browser.text("return document.querySelector('.full .scale').textContent");
  }

  private void wheel(int x, int y, int pixels) {
    new Actions(browser.driver())
        .scrollFromOrigin(ScrollOrigin.fromViewport(x, y), 0, pixels)
        .perform();
  }

  private void drag(WebElement from, int x, int y) {
    new Actions(browser.driver())
        .moveToElement(from)
        .clickAndHold()
        .moveByOffset(x, y)
        .release()
        .perform();
  }

  private void tap(int x, int y) {
    browser.touch("touchStart", x, y);
    browser.touch("touchEnd");
  }

  @Test
  void theWheelZoomsTowardsThePointerAndBackToTheWholePicture() {
    double across = across(X);
    double down = down(Y);
    wheel(X, Y, -120);
    wheel(X, Y, -120);
    stage.await("zoomed", () -> zoom() > 1.5);
    assertThat(across(X)).isCloseTo(across, within(0.005));
    assertThat(down(Y)).isCloseTo(down, within(0.005));
    assertThat(scale()).matches("1\\.[5-7]×");
    for (int i = 0; i < 20; i++) {
      wheel(X, Y, -120);
    }
    awaitZoom(8);
    for (int i = 0; i < 30; i++) {
      wheel(X, Y, 120);
    }
    awaitZoom(1);
    assertThat(scale()).isEmpty();
    assertThat(full()).isEqualTo("cam1");
  }

  @Test
  void aDragMovesTheZoomedPictureToItsEdgesAndNoFurtherAndIsNoClick() {
    browser.press("+", "+");
    awaitZoom(2.25);
    WebElement open = browser.driver().findElement(By.cssSelector(".full .open"));
    double left = picture("left");
    drag(open, -60, 0);
    assertThat(picture("left")).isCloseTo(left - 60, within(1.5));
    for (int i = 0; i < 3; i++) {
      drag(open, 400, 300);
    }
    assertThat(picture("left")).isCloseTo(box("left"), within(1.0));
    for (int i = 0; i < 6; i++) {
      drag(open, -400, -300);
    }
    assertThat(picture("right")).isCloseTo(box("right"), within(1.0));
    new Actions(browser.driver()).moveToElement(open).click().perform();
    assertThat(full()).as("a click on a zoomed picture does not leave it").isEqualTo("cam1");
    awaitZoom(2.25);
  }

  @Test
  void keysZoomAndMoveAndEscapeShowsTheWholePictureAndThenAllCameras() {
    browser.press("+");
    awaitZoom(1.5);
    browser.press("=");
    awaitZoom(2.25);
    browser.press("-");
    awaitZoom(1.5);
    double left = picture("left");
    browser.press(Keys.ARROW_RIGHT);
    assertThat(picture("left")).isLessThan(left - 50);
    assertThat(full()).isEqualTo("cam1");
    browser.press("0");
    awaitZoom(1);
    browser.press("+", Keys.ESCAPE);
    awaitZoom(1);
    assertThat(full()).isEqualTo("cam1");
    browser.press(Keys.ARROW_RIGHT);
    stage.await("the next camera", () -> full().equals("cam2"));
    browser.press(Keys.ESCAPE);
    stage.await("all", () -> full().equals("none"));
    browser.press("+");
    assertThat(browser.number("return document.querySelectorAll('.zoomed').length")).isZero();
  }

  @Test
  void buttonsThatTheTabKeyReachesZoomToo() {
    String label = "return document.activeElement.ariaLabel";
    for (int tab = 0; tab < 20 && !browser.text(label).equals("Zoom in"); tab++) {
      browser.press(Keys.TAB);
    }
    browser.press(Keys.ENTER);
    awaitZoom(1.5);
    browser.press(Keys.SPACE);
    awaitZoom(2.25);
    browser.pressShift(Keys.TAB);
    assertThat(browser.text(label)).isEqualTo("Zoom out");
    browser.press(Keys.ENTER, Keys.ENTER, Keys.ENTER);
    awaitZoom(1);
    assertThat(browser.text(label)).as("the focus is kept").isEqualTo("Zoom out");
    browser.press(Keys.ESCAPE);
    stage.await("all", () -> full().equals("none"));
    assertThat(browser.text("return document.activeElement.closest('li.tile')?.dataset.camera"))
        .isEqualTo("cam1");
  }

  @Test
  void anotherCameraAndTheSameOneLaterBeginWithTheirWholePictures() {
    browser.press("+");
    awaitZoom(1.5);
    show("2");
    awaitZoom(1);
    show("1");
    awaitZoom(1);
    assertThat(browser.number("return document.querySelectorAll('.zoomed').length")).isZero();
  }

  @Test
  void twoFingersZoomAndMoveThePictureAndNotThePage() {
    browser.touchScreen(1280, 800);
    browser.touch("touchStart", X, Y);
    browser.touch("touchStart", X, Y, X + 100, Y);
    double across = across(X + 50);
    for (int apart = 100; apart <= 250; apart += 25) {
      browser.touch("touchMove", X + 50 - apart / 2, Y, X + 50 + apart / 2, Y);
    }
    stage.await("zoomed", () -> zoom() > 2.3 && zoom() < 2.7);
    assertThat(across(X + 50)).isCloseTo(across, within(0.02));
    double left = picture("left");
    browser.touch("touchMove", X - 75 - 40, Y, X + 175 - 40, Y);
    stage.await("moved", () -> picture("left") < left - 30);
    browser.touch("touchEnd");
    assertThat(browser.number("return visualViewport.scale")).isEqualTo(1);
    assertThat(full()).isEqualTo("cam1");
    browser.touch("touchStart", X, Y);
    browser.touch("touchMove", X - 30, Y);
    browser.touch("touchMove", X - 60, Y);
    browser.touch("touchEnd");
    stage.await("one finger moves it", () -> picture("left") < left - 80);
    assertThat(full()).isEqualTo("cam1");
  }

  @Test
  void twoTapsZoomToThePointAndBackAndOneShowsAllCameras() {
    browser.touchScreen(1280, 800);
    double across = across(X);
    tap(X, Y);
    tap(X, Y);
    awaitZoom(2.5);
    assertThat(across(X)).isCloseTo(across, within(0.005));
    tap(X, Y);
    tap(X, Y);
    awaitZoom(1);
    assertThat(full()).isEqualTo("cam1");
    tap(X, Y);
    stage.await("all", () -> full().equals("none"));
  }

  @Test
  void theZoomStaysWhenTheCameraSendsPicturesOfAnotherShapeAndWhenTheWindowChanges() {
    browser.press("+", "+");
    awaitZoom(2.25);
    for (int i = 0; i < 12; i++) {
      browser.press(Keys.ARROW_LEFT, Keys.ARROW_UP);
    }
    assertThat(picture("left")).isCloseTo(box("left"), within(1.0));
    stage.camera("cam1").replace(TestPatternSource.builder(480, 480, 10).label("square").build());
    stage.await("another shape", () -> stage.tiles.caption("cam1").contains("480×480"));
    awaitZoom(2.25);
    double shown = box("height") * 2.25;
    assertThat((picture("left") + picture("right") - shown) / 2)
        .as("nothing but picture at the left edge")
        .isCloseTo(box("left"), within(1.0));
    browser.size(900, 600);
    stage.await("narrower", () -> box("width") < 800);
    awaitZoom(2.25);
    double now = box("height") * 2.25;
    assertThat((picture("left") + picture("right") - now) / 2).isLessThanOrEqualTo(box("left") + 1);
  }

  @Test
  void imagesThatTheBrowserStreamsByItselfAreZoomedToo() {
    stage.open("/?transport=images&full=cam1");
    double across = across(X);
    wheel(X, Y, -120);
    stage.await("zoomed", () -> zoom() > 1.2);
    assertThat(across(X)).isCloseTo(across, within(0.005));
  }

  @Test
  void overASlowConnectionAZoomedPictureComesInItsOwnSize() {
    Object asked =
        browser.run(
            """
            const folder = /src="(wall\\/[^/]+\\/)/.exec(await (await fetch('/')).text())[1];
            const { Demand } = await import('/' + folder + 'demand.js');
            const status = { id: 'a', width: 1920, widths: [160, 320, 640, 960, 1280] };
            const reduction = { on: true, reduce: (request) => ({ ...request, width: 640, fps: 2 }) };
            const view = { id: 'a', box: document.body, visible: true, paused: false, width: 0,
              fps: 0, want() {} };
            const wanted = [];
            for (view.detail of [false, true]) {
              const { requests } = await new Promise((sent) => new Demand(
                  new Set([view]), () => new Map([['a', status]]), reduction, null, sent).changed());
              wanted.push(`${requests[0].width}x${requests[0].fps}`);
            }
            return wanted.join();
            """);
    assertThat(asked).isEqualTo("640x2,0x2");
  }
}
