package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.page.PaintedPictures.Painted;
import dev.framecast.examples.wall.RtspServerProcess;
import dev.framecast.rtsp.RtspSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets of a real RTSP server are lost on the way, and what a browser paints then. */
@Tag("real")
@Tag("cameras")
class VideoLossIT {
  private static final int GROUP = 25;

  /** What is damaged has less than 25 dB, what is whole 34 and more. */
  private static final double WHOLE = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void noDamagedPictureIsPaintedAndItGoesOnWithTheNextKeyFrame(RtspSource.Transport transport)
      throws Exception {
    String settings = "--gop " + GROUP + " --bitrate 3000";
    NumberedVideo video =
        NumberedVideo.make(folder.resolve("video.mp4"), "h264", 1280, 720, 200, settings);
    try (RtspServerProcess camera =
            new RtspServerProcess(0, "--loss", "0.003", "--file", video.file().toString());
        PaintedPictures painted = new PaintedPictures(video);
        PageStage stage = new PageStage()) {
      stage.cameras.add(
          "door", RtspSource.builder(camera.uri("/file")).transport(transport).build());
      painted.allow(stage.browser);
      stage.open("/?full=door");
      stage.await("video", () -> stage.tiles.caption("door").contains("H.264"));
      painted.watch(stage.browser, "li.tile");
      stage.pass(Duration.ofSeconds(25));
      List<Painted> all = painted.of("door");
      List<Painted> damaged = all.stream().filter(one -> one.psnr() < WHOLE).toList();
      List<Loss> losses = losses(all, video.count());
      double longest = PaintedPictures.longestGap(all);
      System.out.printf(
          "loss of 0.3 %%, %s: %s; PSNR min %.1f, p50 %.1f dB; %d damaged; %d times pictures were"
              + " left out: %s; longest without a newer one %.0f ms; age p50 %.0f, max %.0f ms%n",
          transport,
          PaintedPictures.looks(all),
          PaintedPictures.percentile(all, 0, Painted::psnr),
          PaintedPictures.percentile(all, 50, Painted::psnr),
          damaged.size(),
          losses.size(),
          losses.stream().map(Loss::leftOut).toList(),
          longest,
          PaintedPictures.percentile(all, 50, Painted::age),
          PaintedPictures.percentile(all, 100, Painted::age));
      assertThat(all).hasSizeGreaterThan(100);
      assertThat(damaged).isEmpty();
      assertThat(losses).hasSizeGreaterThan(5);
      assertThat(losses).as("what comes behind a loss is of another group").allMatch(Loss::isOver);
      assertThat(losses.stream().filter(Loss::isShort).count())
          .as("and mostly of the next")
          .isGreaterThan(losses.size() / 2);
      assertThat(longest).isLessThan(6000);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  /** What was painted before something was left out, and behind it. */
  private record Loss(Painted before, Painted after, int leftOut) {
    boolean isOver() {
      return before.number() / GROUP != after.number() / GROUP || leftOut > GROUP;
    }

    boolean isShort() {
      return leftOut <= GROUP;
    }
  }

  /**
   * Where pictures of video were sent that the server has not handed on: only those have a
   * sequence.
   */
  private static List<Loss> losses(List<Painted> all, int count) {
    List<Loss> losses = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      Painted before = all.get(i - 1);
      Painted after = all.get(i);
      int sent = Math.floorMod(after.number() - before.number(), count);
      int leftOut = sent - (int) (after.sequence() - before.sequence());
      if (leftOut > 0 && before.isVideo() && after.isVideo()) {
        losses.add(new Loss(before, after, leftOut));
      }
    }
    return losses;
  }
}
