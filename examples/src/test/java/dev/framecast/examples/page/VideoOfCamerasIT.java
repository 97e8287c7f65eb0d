package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** RTSP cameras' video in a browser, all the way. */
@Tag("real")
class VideoOfCamerasIT {
  private static final VideoClip CLIP = VideoClip.of(640, 360, 50);
  private final List<TestCamera> cameras = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (TestCamera camera : cameras) {
      camera.close();
    }
  }

  private PageStage stage(int count, int fps) throws Exception {
    PageStage stage = new PageStage();
    for (int i = 1; i <= count; i++) {
      TestCamera camera = new TestCamera(CLIP.clip().at(fps));
      cameras.add(camera);
      stage.cameras.add("cam" + i, RtspSource.builder(camera.uri()).build());
    }
    return stage;
  }

  private static String form(PageStage stage, String id) {
    return stage.browser.text(
        "return document.querySelector(`li.tile[data-camera=${arguments[0]}]`).dataset.form", id);
  }

  private static boolean allAreOf(PageStage stage, String form) {
    return stage.tiles.ids().stream().allMatch(id -> form(stage, id).equals(form));
  }

  @Test
  void videoIsShownAsItComesAndNothingIsDecodedInTheServer() throws Exception {
    try (PageStage stage = stage(4, 25).open("/")) {
      stage.await("video", () -> allAreOf(stage, "H.264"));
      stage.await("its form", () -> stage.tiles.caption("cam1").contains("H.264"));
      long decoded = stage.camera("cam1").status().decoded();
      long encoded = stage.camera("cam1").status().encoded();
      List<Double> ages = stage.tiles.agesAtPaint(1000);
      Map<String, Double> rates = stage.tiles.paintedPerSecond(5);
      System.out.printf(
          "4 RTSP cameras of 640x360 at 25 fps: painted %s; age p50 %.0f, p95 %.0f, max %.0f ms%n",
          rates.values(), ages.get(500), ages.get(950), ages.get(ages.size() - 1));
      assertThat(rates.values()).allMatch(rate -> rate > 18 && rate < 27);
      assertThat(ages.get(500)).isLessThan(100);
      assertThat(stage.camera("cam1").status().decoded()).as("decoded").isEqualTo(decoded);
      assertThat(stage.camera("cam1").status().encoded()).as("encoded").isEqualTo(encoded);
      assertThat(stage.tiles.number("cam1")).isBetween(0, 49);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  @Test
  void patternsThatHaveNoVideoAreShownBesideThem() throws Exception {
    try (PageStage stage = stage(1, 25)) {
      stage.cameras.add("pattern", TestPatternSource.of(640, 360, 10));
      stage.open("/");
      stage.await("JPEG", () -> stage.tiles.caption("pattern").contains("JPEG"));
      stage.await("video", () -> stage.tiles.caption("cam1").contains("H.264"));
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  @Test
  void whateverHappensItComesBackWithoutAReload() throws Exception {
    try (PageStage stage = stage(2, 25).open("/")) {
      stage.await("video", () -> allAreOf(stage, "H.264"));
      String loaded = stage.browser.text("return performance.timeOrigin");

      stage.stopServer();
      stage.await("unreachable", () -> stage.tiles.allAre("unreachable"));
      stage.startServerAgain();
      stage.awaitAllLive();
      stage.await("video after the server's restart", () -> allAreOf(stage, "H.264"));

      stage.camera("cam1").reconnect();
      stage.browser.await(
          "video after a new connection to the camera",
          Duration.ofSeconds(20),
          () -> stage.tiles.allAre("live") && allAreOf(stage, "H.264"));

      stage.browser.press("1");
      stage.await("the other in JPEG", () -> form(stage, "cam2").equals("JPEG"));
      stage.browser.press(Keys.ESCAPE);
      stage.await("both in video", () -> allAreOf(stage, "H.264"));
      stage.awaitAllLive();
      assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
    }
  }
}
