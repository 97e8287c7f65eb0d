package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A zoomed picture while its camera's stream changes over. */
@Tag("real")
class VideoZoomIT {
  private static final VideoClip CLIP = VideoClip.of(640, 360, 50);

  private static double zoom(VideoStage stage) {
    return stage.browser.number(
        """
        const width = (selector) => document.querySelector(selector).getBoundingClientRect().width;
        return width('.full .screen canvas') / width('.full .screen');
        """);
  }

  @Test
  void theZoomStaysWhenVideoChangesToJpeg() throws Exception {
    try (VideoStage stage = new VideoStage(VideoStage.cameras(2, CLIP, 25))) {
      stage.open("/?full=cam1");
      stage.await("video", () -> stage.form("cam1").equals("H.264"));
      stage.browser.press("+", "+");
      stage.await("zoomed", () -> Math.abs(zoom(stage) - 2.25) < 0.01);
      stage.browser.run("window.before = document.querySelector('.full .screen canvas')");
      stage.server.camera("cam1").codec("hvc1.1.6.L93.B0");
      stage.await("JPEG", () -> stage.form("cam1").equals("JPEG"));
      assertThat(stage.browser.number("return before.isConnected ? 1 : 0"))
          .as("another canvas has taken the first one's place")
          .isZero();
      stage.await("still zoomed", () -> Math.abs(zoom(stage) - 2.25) < 0.01);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }
}
