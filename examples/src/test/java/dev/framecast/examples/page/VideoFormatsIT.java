package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.page.PaintedPictures.Painted;
import dev.framecast.examples.wall.RtspServerProcess;
import dev.framecast.rtsp.RtspSource;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * What a browser shows of what encoders and a real RTSP server make: the right pictures, in order.
 */
@Tag("real")
@Tag("cameras")
class VideoFormatsIT {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "4:4:4, H.264, -c:v libx264 -pix_fmt yuv444p -profile:v high444 -bf 0 -g 50",
    "10 bit, H.264, -c:v libx264 -pix_fmt yuv420p10le -profile:v high10 -bf 0 -g 50",
    "4:2:2 of 10 bit, H.264, -c:v libx264 -pix_fmt yuv422p10le -profile:v high422 -bf 0 -g 50",
    "B frames, H.264, -c:v libx264 -pix_fmt yuv420p -g 50 -x264-params"
        + " bframes=3:b-pyramid=normal:b-adapt=0",
    "interlaced, H.264, -c:v libx264 -pix_fmt yuv420p -bf 0 -g 50 -flags +ildct+ilme -x264-params"
        + " tff=1",
    "intra refresh, H.264, -c:v libx264 -pix_fmt yuv420p -bf 0 -g 50 -x264-params intra-refresh=1",
    "H.265, JPEG, -c:v libx265 -preset ultrafast -tag:v hvc1 -pix_fmt yuv420p -x265-params"
        + " keyint=50:bframes=0:log-level=error",
    "H.265 of 10 bit, JPEG, -c:v libx265 -preset ultrafast -tag:v hvc1 -pix_fmt yuv420p10le"
        + " -x265-params keyint=50:log-level=error",
  })
  void itsPicturesAreShownInOrderAndTheTileSaysWhatItShows(String name, String form, String encoder)
      throws Exception {
    NumberedVideo plain =
        NumberedVideo.make(folder.resolve("plain.mp4"), "h264", 640, 360, 200, "--crf 8");
    NumberedVideo video = plain.encoded(folder.resolve("video.mp4"), encoder + " -b:v 2M");
    try (RtspServerProcess camera = new RtspServerProcess(0, "--file", video.file().toString());
        PaintedPictures painted = new PaintedPictures(video);
        PageStage stage = new PageStage()) {
      stage.cameras.add("door", RtspSource.of(camera.uri("/file")));
      painted.allow(stage.browser);
      stage.open("/?full=door");
      stage.await("its form", () -> stage.tiles.caption("door").contains(form));
      painted.watch(stage.browser, "li.tile");
      stage.pass(Duration.ofSeconds(5));
      List<Painted> all = painted.of("door");
      System.out.printf(
          "%s: %s, %s; PSNR min %.1f, p50 %.1f dB; out of order %d; age p50 %.0f, max %.0f ms;"
              + " longest without a newer one %.0f ms%n",
          name,
          PaintedPictures.looks(all),
          stage.tiles.caption("door").replace('\n', ' '),
          PaintedPictures.percentile(all, 0, Painted::psnr),
          PaintedPictures.percentile(all, 50, Painted::psnr),
          outOfOrder(all, video.count()),
          PaintedPictures.percentile(all, 50, Painted::age),
          PaintedPictures.percentile(all, 100, Painted::age),
          PaintedPictures.longestGap(all));
      stage.await(
          "it is live, and says what it is",
          () ->
              stage.tiles.state("door").equals("live")
                  && stage.tiles.caption("door").contains(form)
                  && stage.tiles.caption("door").contains("640×360"));
      // Of pictures that come at once, as B frames may, the newest is painted.
      assertThat(all).hasSizeGreaterThan(30);
      assertThat(all).allMatch(one -> one.form().equals(form) && one.psnr() > 28);
      assertThat(outOfOrder(all, video.count())).isZero();
      assertThat(PaintedPictures.longestGap(all)).isLessThan(1000);
      assertThat(PaintedPictures.percentile(all, 50, Painted::age)).isLessThan(300);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  /** How often a picture was shown that is before the one that was shown before it. */
  private static long outOfOrder(List<Painted> all, int count) {
    long back = 0;
    for (int i = 1; i < all.size(); i++) {
      int step = Math.floorMod(all.get(i).number() - all.get(i - 1).number(), count);
      back += step == 0 || step > count / 2 ? 1 : 0;
    }
    return back;
  }

  @Test
  void aSnapshotOfATileThatShowsVideoIsTheWholePicture() throws Exception {
    NumberedVideo video =
        NumberedVideo.make(folder.resolve("video.mp4"), "h264", 1920, 1080, 100, "--bitrate 6000");
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (RtspServerProcess camera = new RtspServerProcess(0, "--file", video.file().toString());
        PageStage stage = new PageStage()) {
      stage.cameras.add("door", RtspSource.of(camera.uri("/file")));
      stage.patterns(3, 640, 360, 5);
      stage.browser.saveTo(saved);
      stage.open("/");
      stage.await("video", () -> stage.tiles.caption("door").contains("H.264"));
      stage.browser.press(Keys.TAB);
      stage.browser.press(Keys.HOME);
      stage.browser.press("s");
      stage.await("a file", () -> jpegs(saved).length == 1);
      int shown = stage.tiles.number("door");
      BufferedImage picture = ImageIO.read(jpegs(saved)[0]);
      byte[] luma = luma(picture);
      int number = video.number(luma);
      double psnr = number < 0 ? 0 : video.psnr(luma, number);
      System.out.printf(
          "snapshot %s: %dx%d, picture %d (the tile shows %d), PSNR %.1f dB%n",
          jpegs(saved)[0].getName(), picture.getWidth(), picture.getHeight(), number, shown, psnr);
      assertThat(picture.getWidth()).isEqualTo(1920);
      assertThat(picture.getHeight()).isEqualTo(1080);
      assertThat(psnr).isGreaterThan(28);
      // The tile was looked at later, but shows the camera's pictures a few later than the server.
      assertThat(Math.floorMod(shown - number + 10, 100) - 10)
          .as("pictures between")
          .isLessThan(75);
      assertThat(stage.tiles.state("door")).isEqualTo("live");
    }
  }

  private static File[] jpegs(Path folder) {
    return Objects.requireNonNull(
        folder.toFile().listFiles((ignored, name) -> name.endsWith(".jpg")));
  }

  private static byte[] luma(BufferedImage image) {
    byte[] luma = new byte[image.getWidth() * image.getHeight()];
    for (int i = 0; i < luma.length; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      double y = 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
      luma[i] = (byte) Math.round(y);
    }
    return luma;
  }
}
