package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraState;
import dev.framecast.examples.page.PaintedPictures.Painted;
import dev.framecast.examples.wall.RtspServerProcess;
import dev.framecast.rtsp.RtspSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real camera that goes and comes back, and changes what it sends: no reload, and no tile without
 * a new picture for more than three seconds longer than there was none to be had.
 */
@Tag("real")
@Tag("cameras")
class VideoChangesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final double DARK = 3000;

  @TempDir Path folder;
  private PageStage stage;
  private PaintedPictures painted;
  private String loaded = "";

  @BeforeEach
  void start() throws Exception {
    painted = new PaintedPictures();
    stage = new PageStage();
    painted.allow(stage.browser);
  }

  @AfterEach
  void stop() {
    stage.close();
    painted.close();
  }

  private void open(String uri) {
    stage.cameras.add("door", RtspSource.of(uri));
    stage.open("/");
    awaitLive("H.264");
    loaded = stage.browser.text("return performance.timeOrigin");
    painted.watch(stage.browser, "li.tile");
  }

  private void awaitLive(String form) {
    stage.browser.await(
        form + " is live",
        SOON,
        () ->
            stage.tiles.state("door").equals("live") && stage.tiles.caption("door").contains(form));
  }

  private double now() {
    return stage.browser.number("return performance.timeOrigin + performance.now()");
  }

  /** The first picture that was painted after that time. */
  private Painted firstAfter(double time) {
    stage.await("a picture", () -> after(time).size() > 5);
    return after(time).get(0);
  }

  private List<Painted> after(double time) {
    // What was decoded before the camera went may be painted a moment later.
    return painted.of("door").stream().filter(one -> one.at() > time).toList();
  }

  private void assertThatItWasNeverBlank() {
    assertThat(
            stage.browser.number(
                "return document.querySelectorAll('li.tile:not(.blank) .screen canvas').length"))
        .isEqualTo(1);
    assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
  }

  @Test
  void aCameraThatComesBackWithAnotherCodecIsShownInWhatTheBrowserHasForIt() throws Exception {
    NumberedVideo h264 =
        NumberedVideo.make(folder.resolve("264.mp4"), "h264", 640, 360, 100, "--bitrate 800");
    NumberedVideo h265 =
        NumberedVideo.make(folder.resolve("265.mp4"), "h265", 640, 360, 100, "--bitrate 800");
    RtspServerProcess camera = new RtspServerProcess(0, "--file", h264.file().toString());
    try {
      open(camera.uri("/file"));
      for (NumberedVideo next : List.of(h265, h264, h264)) {
        int port = camera.port();
        camera.close();
        stage.await("it is gone", () -> !stage.tiles.state("door").equals("live"));
        camera = new RtspServerProcess(port, "--file", next.file().toString());
        double there = now();
        stage.await("the server has it", () -> stage.camera("door").state() == CameraState.LIVE);
        double back = now();
        Painted first = firstAfter(there);
        awaitLive(next == h265 ? "JPEG" : "H.264");
        System.out.printf(
            "back with %s: %.0f ms later the server has it, %.0f ms later the first picture is"
                + " painted, %s; %.0f ms later it says %s%n",
            next.file().getFileName(),
            back - there,
            first.at() - back,
            first.look(),
            now() - back,
            stage.tiles.caption("door").replace('\n', ' '));
        assertThat(first.at() - back).isLessThan(DARK);
        assertThatItWasNeverBlank();
        stage.pass(Duration.ofSeconds(3));
        assertThat(PaintedPictures.longestGap(after(first.at()))).isLessThan(DARK);
      }
    } finally {
      camera.close();
    }
  }

  @Test
  void aServerThatIsStartedAgainIsFoundSoon() throws Exception {
    NumberedVideo video =
        NumberedVideo.make(folder.resolve("video.mp4"), "h264", 640, 360, 100, "--bitrate 800");
    try (RtspServerProcess camera = new RtspServerProcess(0, "--file", video.file().toString())) {
      open(camera.uri("/file"));
      stage.stopServer();
      stage.await("unreachable", () -> stage.tiles.allAre("unreachable"));
      stage.startServerAgain();
      double back = now();
      Painted first = firstAfter(back);
      System.out.printf("the server is back: %.0f ms later %s%n", first.at() - back, first.look());
      assertThat(first.at() - back).isLessThan(DARK);
      awaitLive("H.264");
      assertThatItWasNeverBlank();
    }
  }

  @Test
  void aSizeThatChangesInMidstreamIsFollowedWithoutAGap() throws Exception {
    try (RtspServerProcess camera =
        new RtspServerProcess(
            0, "--size", "1280x720", "--size-change-after", "14", "--size-change-to", "640x360")) {
      open(camera.uri("/h264"));
      stage.browser.await(
          "the new size", SOON, () -> stage.tiles.caption("door").contains("640×360"));
      stage.pass(Duration.ofSeconds(3));
      List<Painted> all = painted.of("door");
      System.out.printf(
          "another size: %s, longest without a newer picture %.0f ms%n",
          PaintedPictures.looks(all), PaintedPictures.longestGap(all));
      awaitLive("H.264");
      assertThat(PaintedPictures.longestGap(all)).isLessThan(DARK);
      assertThatItWasNeverBlank();
    }
  }
}
