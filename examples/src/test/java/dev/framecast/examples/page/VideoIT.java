package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The page decodes cameras' own video. */
@Tag("real")
class VideoIT {
  private static final VideoClip CLIP = VideoClip.of(640, 360, 50);
  private static final VideoClip WIDE = VideoClip.of(960, 540, 50);

  @Test
  void videoIsPaintedAtTheCamerasRateAndItsAgeIsTold() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(4, CLIP, 25))) {
      stage.open("/");
      assertThat(stage.allAreOf("H.264")).isTrue();
      stage.await("rates", () -> stage.tiles.caption("cam1").contains("fps"));
      assertThat(stage.tiles.caption("cam1")).contains("live", "ms", "H.264", "640×360");
      Map<String, Double> rates = stage.tiles.paintedPerSecond(10);
      stage.watch();
      stage.pass(Duration.ofSeconds(5));
      List<Double> ages = stage.ages();
      System.out.printf(
          "4 cameras of 640x360 at 25 fps: painted %s; age p50 %.0f, p95 %.0f, max %.0f ms%n",
          rates.values(),
          ages.get(ages.size() / 2),
          ages.get(ages.size() * 95 / 100),
          ages.get(ages.size() - 1));
      assertThat(rates.values()).allMatch(rate -> rate > 20 && rate < 26);
      assertThat(ages.get(ages.size() / 2)).isBetween(0.0, 60.0);
      assertThat(stage.stepsBack()).isZero();
      assertThat(stage.tiles.number("cam1")).isBetween(0, 49);
      assertThat(stage.count("decoders")).isEqualTo(4);
      assertAllIsGivenBack(stage);
    }
  }

  /** All pictures but those that are being painted at this moment. */
  private static void assertAllIsGivenBack(VideoStage stage) {
    assertThat(stage.count("decoded")).isPositive();
    assertThat(stage.open())
        .as("pictures that are not given back")
        .isLessThanOrEqualTo(2 * stage.tiles.ids().size() + 5);
    assertThat(stage.browser.complaints()).isEmpty();
  }

  @Test
  void sixteenCamerasKeepTheirRateAndStayYoung() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(16, CLIP, 15))) {
      stage.browser.size(1920, 1080);
      stage.open("/");
      stage.watch();
      stage.pass(Duration.ofSeconds(15));
      Map<String, Double> rates = stage.tiles.paintedPerSecond(5);
      List<Double> ages = stage.ages();
      System.out.printf(
          "16 cameras of 640x360 at 15 fps: %s; age p50 %.0f, p95 %.0f, max %.0f ms%n",
          rates.values(),
          ages.get(ages.size() / 2),
          ages.get(ages.size() * 95 / 100),
          ages.get(ages.size() - 1));
      assertThat(rates.values()).allMatch(rate -> rate > 10 && rate < 16);
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 500) < 1500);
      assertAllIsGivenBack(stage);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hev1.1.6.L93.B0", "avc1.999999", "no codec at all"})
  void whatTheBrowserCannotDecodeIsAskedForInJpeg(String codec) throws Exception {
    List<VideoCamera> cameras = VideoStage.cameras(2, CLIP, 25);
    cameras.get(0).codec(codec);
    try (VideoStage stage = new VideoStage(cameras)) {
      stage.open("/");
      assertThat(stage.form("cam1")).isEqualTo("JPEG");
      stage.await("its form is told", () -> stage.tiles.caption("cam1").contains("JPEG"));
      assertThat(stage.form("cam2")).isEqualTo("H.264");
      int asked = stage.server.requests().size();
      stage.pass(Duration.ofSeconds(5));
      assertThat(stage.server.requests()).as("and that is that").hasSize(asked);
      assertThat(stage.server.viewers("cam1", "jpeg")).isEqualTo(1);
      assertThat(stage.server.viewers("cam2", "video")).isEqualTo(1);
      assertThat(stage.count("decoders")).isEqualTo(1);
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void afterAnErrorItGoesOnWithTheNextKeyFrame() throws Exception {
    List<VideoCamera> cameras = VideoStage.cameras(2, CLIP, 25);
    try (VideoStage stage = new VideoStage(cameras)) {
      stage.open("/");
      stage.await("decoders", () -> stage.count("decoders") == 2);
      double made = stage.count("made");
      Random random = new Random(1);
      long from = cameras.get(0).newest();
      cameras
          .get(0)
          .damage(
              (sequence, unit) -> {
                boolean damaged = sequence > from && sequence < from + 10;
                if (!damaged || cameras.get(0).unit(sequence).isKey()) {
                  return unit;
                }
                byte[] noise = new byte[unit.length];
                random.nextBytes(noise);
                return noise;
              });
      stage.await("another decoder", () -> stage.count("made") > made);
      // What is asked for anew begins with the last key frame, and may come upon the damage again.
      stage.await("a group without damage", () -> cameras.get(0).newest() > from + 70);
      stage.awaitAllLive();
      stage.watch();
      stage.pass(Duration.ofSeconds(3));
      assertThat(stage.form("cam1")).isEqualTo("H.264");
      assertThat(stage.longestWithout("cam1", 500)).isLessThan(1000);
      assertThat(stage.count("decoders")).isEqualTo(2);
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void aCameraWhoseVideoIsNoneIsSoonAskedForInJpeg() throws Exception {
    List<VideoCamera> cameras = VideoStage.cameras(2, CLIP, 25);
    Random random = new Random(1);
    cameras
        .get(0)
        .damage(
            (sequence, unit) -> {
              byte[] noise = new byte[unit.length];
              random.nextBytes(noise);
              return noise;
            });
    try (VideoStage stage = new VideoStage(cameras)) {
      stage.open("/");
      assertThat(stage.form("cam1")).isEqualTo("JPEG");
      assertThat(stage.form("cam2")).isEqualTo("H.264");
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void aHiddenTabHasNoDecoders() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(4, CLIP, 25))) {
      stage.open("/");
      String page = stage.browser.driver().getWindowHandle();
      stage.browser.driver().switchTo().newWindow(WindowType.TAB);
      // Looked at from there, at the same origin: to go back to the page would show it again.
      stage.browser.open(stage.server.address("/cameras"));
      stage.browser.run(DecoderCounts.IN_PAGE);
      var unused = stage.browser.complaints(); // that such a page has no icon
      stage.await("nobody watches", () -> stage.server.viewers("cam1", "") == 0);
      stage.await("no decoder", () -> stage.count("decoders") == 0);
      stage.browser.driver().switchTo().window(page);
      stage.browser.driver().executeCdpCommand("Page.bringToFront", Map.of());
      stage.await("watched again", () -> stage.server.viewers("cam1", "video") == 1);
      stage.awaitAllLive();
      stage.await("decoders", () -> stage.count("decoders") == 4);
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void anotherRequestNeitherBreaksNorRepeatsWhatIsShown() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(4, CLIP, 25))) {
      stage.open("/");
      stage.await("decoders", () -> stage.count("decoders") == 4);
      double made = stage.count("made");
      stage.watch();
      stage.browser.press(Keys.TAB);
      stage.browser.press(Keys.ARROW_RIGHT);
      for (int i = 0; i < 3; i++) {
        int asked = stage.server.requests().size();
        stage.browser.press(Keys.SPACE);
        stage.await("asked otherwise", () -> stage.server.requests().size() > asked);
        stage.pass(Duration.ofSeconds(1));
      }
      String other = stage.tiles.states().get("cam4").equals("paused") ? "cam3" : "cam4";
      assertThat(stage.longestWithout(other, 500)).isLessThan(700);
      assertThat(stage.stepsBack()).isZero();
      assertThat(stage.count("made") - made)
          .as("decoders made anew: for the one that was paused")
          .isLessThanOrEqualTo(2);
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void theServerIsStartedAgainAndThePageGoesOn() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(4, CLIP, 25))) {
      stage.open("/");
      String loaded = stage.browser.text("return performance.timeOrigin");
      stage.server.stop();
      stage.await("unreachable", () -> stage.tiles.allAre("unreachable"));
      stage.server.startAgain();
      stage.awaitAllLive();
      assertThat(stage.allAreOf("H.264")).isTrue();
      assertThat(stage.browser.text("return performance.timeOrigin")).isEqualTo(loaded);
      stage.await("all decoders", () -> stage.count("decoders") == 4);
      assertThat(stage.open()).as("pictures that are not given back").isLessThan(14);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theVideosSizeMayChangeInMidstream(boolean newEpoch) throws Exception {
    List<VideoCamera> cameras = VideoStage.cameras(2, CLIP, 25);
    try (VideoStage stage = new VideoStage(cameras)) {
      stage.open("/");
      stage.watch();
      for (VideoClip clip : List.of(WIDE, CLIP, WIDE)) {
        cameras.get(0).play(clip, newEpoch);
        stage.await(
            "the new size",
            () -> stage.tiles.caption("cam1").contains(clip.width() + "×" + clip.height()));
      }
      stage.pass(Duration.ofSeconds(1));
      assertThat(stage.form("cam1")).isEqualTo("H.264");
      assertThat(stage.longestWithout("cam1", 500)).isLessThan(1000);
      assertThat(stage.stepsBack()).isZero();
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void anAddressMayAskForJpegAlone() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(2, CLIP, 25))) {
      stage.open("/?form=jpeg");
      assertThat(stage.allAreOf("JPEG")).isTrue();
      assertThat(stage.server.requests()).noneMatch(query -> query.contains("form"));
      stage.browser.open(stage.server.address("/?form=h264"));
      stage.awaitAllLive();
      assertThat(stage.browser.text("return document.getElementById('notice').textContent"))
          .isEqualTo("form “h264” in the address: must be video or jpeg.");
    }
  }

  @Test
  void elementsShowVideoTooUnlessTheyAreToldNotTo() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(3, CLIP, 25))) {
      stage.browser.open(stage.server.address("/cameras"));
      stage.browser.run(
          """
          document.body.innerHTML = '<framecast-camera id="cam1"></framecast-camera>'
              + '<framecast-camera id="cam2" form="jpeg"></framecast-camera>'
              + '<framecast-camera id="cam3" fps="5"></framecast-camera>';
          return import('/wall/camera-element.js').then(() => 'there');
          """);
      String forms =
          """
          return [...document.querySelectorAll('framecast-camera')]
              .map((one) => one.dataset.state + ' ' + one.dataset.form).join();
          """;
      stage.await(
          "their forms", () -> stage.browser.text(forms).equals("live H.264,live JPEG,live JPEG"));
      stage.browser.run("document.getElementById('cam2').removeAttribute('form')");
      stage.await(
          "another form",
          () -> stage.browser.text(forms).equals("live H.264,live H.264,live JPEG"));
    }
  }

  @Test
  void onlyTheCameraInFullIsInVideo() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(3, CLIP, 25))) {
      stage.open("/");
      stage.browser.press("2");
      stage.await("the others in JPEG", () -> stage.server.viewers("cam1", "jpeg") == 1);
      stage.await("it is in video", () -> stage.form("cam2").equals("H.264"));
      stage.await("one decoder", () -> stage.count("decoders") == 1);
      stage.browser.press(Keys.ESCAPE);
      stage.await("all in video", () -> stage.allAreOf("H.264"));
      stage.awaitAllLive();
      assertAllIsGivenBack(stage);
    }
  }

  @Test
  void withoutWebCodecsThePageShowsJpegAndSaysWhatHttpsWouldGive() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(2, CLIP, 25))) {
      stage.browser.atTheBeginning(
          """
          delete window.VideoDecoder;
          Object.defineProperty(window, 'isSecureContext', { value: false });
          """);
      stage.open("/");
      assertThat(stage.allAreOf("JPEG")).isTrue();
      stage.browser.press("?");
      assertThat(stage.browser.text("return document.getElementById('help').innerText"))
          .contains("Over https it would be the cameras' own H.264");
    }
  }
}
