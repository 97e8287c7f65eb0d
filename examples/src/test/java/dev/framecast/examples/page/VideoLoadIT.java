package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the machine is up to, what is shown is new. */
@Tag("real")
class VideoLoadIT {
  private static final VideoClip CLIP = VideoClip.of(640, 360, 50);

  /** A decoder that takes its time with each unit of a camera whose pictures are that wide. */
  private static final String SLOW_DECODER =
      """
      const Counted = self.VideoDecoder;
      self.VideoDecoder = class extends Counted {
        waiting = [];
        configure(config) {
          this.pause = config.codedWidth === %d ? %d : 0;
          super.configure(config);
        }
        get decodeQueueSize() {
          return this.waiting.length;
        }
        decode(chunk) {
          if (this.pause === 0) {
            super.decode(chunk);
            return;
          }
          this.waiting.push(chunk);
          if (this.waiting.length === 1) {
            this.later();
          }
        }
        later() {
          setTimeout(() => {
            if (this.state === 'configured') {
              super.decode(this.waiting.shift());
              if (this.waiting.length > 0) {
                this.later();
              }
            }
          }, this.pause);
        }
      };
      """;

  @Test
  void aSlowDecoderIsSkippedForAndThenTheCameraIsAskedForInJpeg() throws Exception {
    List<VideoCamera> cameras = VideoStage.cameras(3, CLIP, 25);
    cameras.get(0).play(VideoClip.of(960, 540, 50), true);
    try (VideoStage stage = new VideoStage(cameras, SLOW_DECODER.formatted(960, 100))) {
      stage.browser.open(stage.server.address("/"));
      stage.await("tiles", () -> stage.tiles.ids().size() == 3);
      stage.watch();
      stage.await("in JPEG", () -> stage.form("cam1").equals("JPEG"));
      stage.awaitAllLive();
      stage.watch();
      stage.pass(Duration.ofSeconds(5));
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 500) < 1000);
      assertThat(stage.form("cam2")).isEqualTo("H.264");
      assertThat(stage.form("cam3")).isEqualTo("H.264");
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  @Test
  void whereAllAreTooMuchTheLeastVisibleAreAskedForInJpeg() throws Exception {
    try (VideoStage stage =
        new VideoStage(VideoStage.cameras(4, CLIP, 25), SLOW_DECODER.formatted(640, 60))) {
      stage.browser.open(stage.server.address("/"));
      stage.await("JPEG", () -> stage.allAreOf("JPEG"));
      stage.awaitAllLive();
      stage.watch();
      stage.pass(Duration.ofSeconds(5));
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 500) < 1000);
    }
  }

  @Test
  void whereTheBrowserHasNoMoreDecodersTheRestIsJpeg() throws Exception {
    String twoDecoders =
        """
        const Counted = self.VideoDecoder;
        self.VideoDecoder = class extends Counted {
          constructor(calls) {
            super(calls);
            this.fail = calls.error;
          }
          configure(config) {
            if (counts.decoders > 2) {
              queueMicrotask(() => {
                this.close();
                this.fail(new DOMException('enough', 'QuotaExceededError'));
              });
            } else {
              super.configure(config);
            }
          }
          decode(chunk) {
            if (this.state === 'configured') {
              super.decode(chunk);
            }
          }
        };
        """;
    try (VideoStage stage = new VideoStage(VideoStage.cameras(4, CLIP, 25), twoDecoders)) {
      stage.open("/");
      stage.await(
          "some in video, and some in JPEG",
          () ->
              stage.tiles.ids().stream().filter(id -> stage.form(id).equals("H.264")).count() >= 1
                  && stage.tiles.ids().stream().anyMatch(id -> stage.form(id).equals("JPEG")));
      stage.pass(Duration.ofSeconds(3));
      stage.awaitAllLive();
      stage.watch();
      stage.pass(Duration.ofSeconds(4));
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 500) < 1000);
      assertThat(stage.count("decoders")).isBetween(1.0, 2.0);
    }
  }

  @Test
  void onASlowMachinePicturesAreFewerAndNotOld() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(16, CLIP, 15))) {
      stage.browser.size(1920, 1080);
      stage.open("/");
      stage.throttle(6);
      stage.watch();
      stage.pass(Duration.ofSeconds(10));
      tell("10 s of finding that out", stage);
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 5000) < 5000);
      stage.watch();
      stage.pass(Duration.ofSeconds(20));
      tell("20 s", stage);
      assertThat(stage.tiles.ids()).allMatch(id -> stage.longestWithout(id, 500) < 2000);
      stage.throttle(1);
      stage.awaitAllLive();
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  private static void tell(String what, VideoStage stage) {
    List<Double> ages = stage.ages();
    System.out.printf(
        "16 cameras, throttled 6 times: %d pictures in %s, age p50 %.0f, p95 %.0f, max %.0f ms;"
            + " in video: %d; longest without a young one: %.0f ms%n",
        ages.size(),
        what,
        ages.get(ages.size() / 2),
        ages.get(ages.size() * 95 / 100),
        ages.get(ages.size() - 1),
        stage.tiles.ids().stream().filter(id -> stage.form(id).equals("H.264")).count(),
        stage.tiles.ids().stream()
            .mapToDouble(id -> stage.longestWithout(id, 500))
            .max()
            .orElseThrow());
  }
}
