package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way between the page and the cameras is said, and passes. */
@Tag("real")
class PageProblemsIT {
  private static final String NO_PICTURES = "no pictures here";
  private PageStage stage;
  private Link link;

  @BeforeEach
  void aLink() throws Exception {
    stage = new PageStage();
    link = new Link(stage.address("/"));
  }

  @AfterEach
  void close() throws Exception {
    link.close();
    stage.close();
  }

  private void open() {
    stage.browser.open(link.address("/"));
    stage.awaitAllLive();
  }

  /** That answer to each request whose first line has that word. */
  private static UnaryOperator<String> to(String word, String answer) {
    return request -> request.contains(word) ? answer : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 Unauthorized | X: x | the server wants a login (401)",
        "200 OK | Content-Type: text/html | the answer is a page, not the list of cameras: a login?",
        "302 Found | Location: /login | the answer is a page, not the list of cameras: a login?",
        "302 Found | Location: http://127.0.0.1:1/ | the server leads to another page, not to the list of cameras: a login?",
        "502 Bad Gateway | X: x | the server behind the proxy does not answer (502)",
        "200 OK | Content-Type: application/json | the answer is not the list of cameras"
      })
  void whatTheServerSaysInsteadIsSaid(String status, String header, String words) {
    stage.patterns(2, 640, 360, 10);
    open();
    String page = Link.answer("200 OK", "Content-Type: text/html", "<h1>Log in</h1>");
    String instead = Link.answer(status, header, "<h1>No</h1>");
    link.answer(request -> request.contains(" /login ") ? page : instead);
    stage.await("said", () -> stage.tiles.reason("cam1").contains(words));
    stage.await(
        "and above",
        () ->
            stage
                .browser
                .text("return document.getElementById('summary').textContent")
                .toLowerCase(Locale.ROOT)
                .equals(words.toLowerCase(Locale.ROOT)));
    link.answer(request -> "");
    stage.awaitAllLive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "414 URI Too Long | X: x | the address is too long for the server (414)",
        "200 OK | Content-Type: text/html | the answer is a page, not the pictures: a login?"
      })
  void whatIsSaidInsteadOfPicturesIsSaid(String status, String header, String words) {
    stage.patterns(2, 640, 360, 10);
    open();
    link.answer(to("streams.mjpg", Link.answer(status, header, NO_PICTURES)));
    stage.await("said", () -> stage.tiles.reason("cam1").contains(words));
    link.answer(request -> "");
    stage.awaitAllLive();
  }

  @Test
  void aLoginPageIsNotSavedAsASnapshot() {
    stage.patterns(1, 640, 360, 10);
    open();
    String page = Link.answer("200 OK", "Content-Type: text/html", "<h1>Log in</h1>");
    link.answer(to("snapshot.jpg", page));
    stage.awaitAllLive();
    stage.browser.press("s");
    stage.await(
        "said",
        () ->
            stage
                .browser
                .text("return document.getElementById('notice').textContent")
                .equals("No snapshot of cam1: the answer is a page, not a picture: a login?"));
  }

  @Test
  void aHundredAndSixtyCamerasWithLongIdsComeInAtMostThreeStreams() {
    for (int i = 100; i < 260; i++) {
      stage.cameras.add("c".repeat(60) + i, TestPatternSource.of(160, 90, 1));
    }
    stage.browser.size(1920, 1080);
    stage.browser.open(link.address("/"));
    stage.browser.await(
        "each camera is watched",
        Duration.ofMinutes(1),
        () -> stage.viewers() == 160 && stage.tiles.allAre("live"));
    assertThat(link.streams()).isBetween(2, 3);
  }

  @Test
  void aCameraThatIsRemovedDarkensNoOther() {
    stage.patterns(4, 640, 360, 10);
    open();
    stage.browser.run(
        """
        window.dark = [];
        setInterval(() => {
          for (const tile of document.querySelectorAll('li.tile')) {
            const { camera, state } = tile.dataset;
            if (camera !== 'cam1' && state !== 'live') dark.push(camera + ' ' + state);
          }
        }, 20);
        """);
    stage.cameras.remove("cam1");
    stage.browser.size(900, 500); // other wishes, before the page knows
    stage.await("it is gone", () -> !stage.tiles.ids().contains("cam1"));
    double before = stage.tiles.number("cam2");
    stage.await("the others go on", () -> stage.tiles.number("cam2") > before + 5);
    assertThat(stage.browser.run("return dark")).asString().isEqualTo("[]");
  }

  @Test
  void whatFailsToPaintIsPaintedWithTheNextPicture() {
    stage.patterns(2, 640, 360, 10);
    stage.browser.atTheBeginning(
        """
        const paint = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
        window.failures = 20;
        ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
          if (failures-- > 0) throw new Error('on purpose');
          paint.call(this, bitmap);
        };
        """);
    open();
    assertThat(stage.browser.number("return failures")).isNegative();
    for (String id : stage.tiles.ids()) {
      double before = stage.tiles.number(id);
      stage.await(id + " goes on", () -> stage.tiles.number(id) > before + 5);
    }
  }

  @Test
  void aListenerThatThrowsStopsNeitherTheOthersNorThePage() {
    stage.patterns(1, 320, 180, 10);
    stage.browser.open(stage.address("/cameras"));
    stage.browser.run(
        """
        const page = await (await fetch('/')).text();
        const folder = '/' + /src="(wall\\/[^/]+\\/)/.exec(page)[1];
        const { Connection } = await import(folder + 'connection.js');
        document.body.innerHTML = '<div style="width: 320px; height: 180px"></div>';
        const connection = new Connection(new URL('/', location.href).href);
        window.heard = 0;
        window.painted = 0;
        connection.listen(() => { throw new Error('on purpose'); });
        connection.listen(() => heard++);
        connection.show('cam1', document.body.firstChild, () => {
          painted++;
          throw new Error('on purpose');
        });
        """);
    stage.await("answers", () -> stage.browser.number("return heard") > 6);
    stage.await("pictures", () -> stage.browser.number("return painted") > 20);
  }
}
