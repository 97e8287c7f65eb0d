package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.page.PaintedPictures.Painted;
import dev.framecast.examples.wall.RtspServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A real camera of two streams: tiles show the small one, and the camera in full the large one. */
@Tag("real")
@Tag("cameras")
class VideoSubStreamIT {
  private static final Duration SOON = Duration.ofSeconds(45);

  @TempDir Path folder;

  @Test
  void tilesShowTheSubStreamAndTheFullViewTheMainOneWithoutAGap() throws Exception {
    NumberedVideo main =
        NumberedVideo.make(folder.resolve("main.mp4"), "h264", 1280, 720, 150, "--bitrate 2000");
    NumberedVideo sub =
        NumberedVideo.make(folder.resolve("sub.mp4"), "h264", 640, 360, 150, "--bitrate 500");
    String[] files = {"--file", main.file().toString(), "--file", sub.file().toString()};
    try (RtspServerProcess camera = new RtspServerProcess(0, files);
        PaintedPictures painted = new PaintedPictures(main, sub);
        PageStage stage = new PageStage()) {
      String both = camera.uri("/file") + "#subStream=" + camera.uri("/file2");
      stage.cameras.add("door", both);
      stage.patterns(3, 320, 180, 2);
      painted.allow(stage.browser);
      stage.open("/");
      String loaded = stage.browser.text("return performance.timeOrigin");
      stage.browser.await("the sub-stream", SOON, () -> shows(stage, "door", "640×360"));
      assertThat(stage.camera("door").status().session().streams())
          .as("nobody has asked for the main stream")
          .noneMatch(stream -> stream.name().equals("main") && stream.width() > 0);
      stage.pass(Duration.ofSeconds(3));
      painted.watch(stage.browser, "li.tile[data-camera=door]");
      for (int i = 0; i < 3; i++) {
        stage.browser.press("1");
        stage.browser.await("the main stream", SOON, () -> shows(stage, "door", "1280×720"));
        stage.pass(Duration.ofSeconds(3));
        stage.browser.press(Keys.ESCAPE);
        stage.browser.await("the sub-stream again", SOON, () -> shows(stage, "door", "640×360"));
        stage.pass(Duration.ofSeconds(3));
      }
      List<Painted> all = painted.of("door");
      tell(all);
      // What is of the main stream is painted smaller in a tile until the sub-stream is there.
      assertThat(all).allMatch(one -> one.number() >= 0);
      assertThat(all).filteredOn(one -> one.width() == 1280).allMatch(one -> one.psnr() > 28);
      assertThat(PaintedPictures.looks(all)).containsKeys("H.264 1280x720", "H.264 640x360");
      assertThat(PaintedPictures.longestGap(all)).isLessThan(2000);
      assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  /** Whether a live tile says that this is what it shows. */
  private static boolean shows(PageStage stage, String id, String size) {
    String title =
        stage.browser.text(
            "return document.querySelector(`li.tile[data-camera=${arguments[0]}] .name`).title",
            id);
    return stage.tiles.state(id).equals("live") && title.contains("H.264") && title.contains(size);
  }

  private static void tell(List<Painted> all) {
    Painted before = all.get(0);
    System.out.printf("sub-streams: %s%n", PaintedPictures.looks(all));
    for (Painted one : all) {
      if (!one.look().equals(before.look())) {
        System.out.printf(
            "  %s to %s: %.0f ms later, %d pictures on, age %.0f to %.0f ms%n",
            before.look(),
            one.look(),
            one.at() - before.at(),
            one.sequence() - before.sequence(),
            before.age(),
            one.age());
      }
      before = one;
    }
    System.out.printf(
        "  longest without a newer picture %.0f ms; age p50 %.0f, max %.0f ms%n",
        PaintedPictures.longestGap(all),
        PaintedPictures.percentile(all, 50, Painted::age),
        PaintedPictures.percentile(all, 100, Painted::age));
  }
}
