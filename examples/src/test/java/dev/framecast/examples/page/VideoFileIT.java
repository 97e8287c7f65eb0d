package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** video.mp4 in FFmpeg and in a browser's {@code <video>}. */
@Tag("real")
class VideoFileIT {
  @TempDir Path folder;
  private TestCamera camera;
  private PageStage stage;

  @BeforeEach
  void start() throws Exception {
    camera = new TestCamera(VideoClip.of(640, 360, 50).clip().at(25));
    stage = new PageStage();
    stage.cameras.add("door", RtspSource.builder(camera.uri()).build());
  }

  @AfterEach
  void stop() throws Exception {
    stage.close();
    camera.close();
  }

  /** As {@code timeout 10 curl -o door.mp4} does it. */
  private Path record(Duration time) throws Exception {
    Path file = folder.resolve("door.mp4");
    HttpRequest request = HttpRequest.newBuilder(stage.address("/cameras/door/video.mp4")).build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp4");
    long end = System.nanoTime() + time.toNanos();
    byte[] buffer = new byte[10_000];
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(file)) {
      while (System.nanoTime() < end) {
        int length = in.read(buffer);
        assertThat(length).isPositive();
        out.write(buffer, 0, length);
      }
    }
    return file;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }

  @Test
  void aRecordingPlaysFromItsStartWithoutAnErrorThoughItsLastFrameIsCut() throws Exception {
    Path file = record(Duration.ofSeconds(10));
    List<String> said =
        run(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,height,start_time,nb_read_frames",
                "-of",
                "default=nokey=1:noprint_wrappers=1",
                file.toString())
            .lines()
            .toList();
    assertThat(said.subList(0, 3)).containsExactly("h264", "640", "360");
    assertThat(Double.parseDouble(said.get(3))).isZero();
    assertThat(Integer.parseInt(said.get(4))).isBetween(220, 320);
    // Whole fragments, as they are while nothing is cut.
    byte[] all = Files.readAllBytes(file);
    int whole = 0;
    while (whole + 8 <= all.length) {
      int length = ByteBuffer.wrap(all).getInt(whole);
      if (whole + length > all.length) {
        break;
      }
      whole += length;
    }
    Path cut = folder.resolve("whole.mp4");
    Files.write(cut, Arrays.copyOf(all, whole));
    assertThat(run("ffmpeg", "-v", "error", "-xerror", "-i", cut.toString(), "-f", "null", "-"))
        .isEmpty();
    assertThat(stage.camera("door").status().decoded()).isZero();
  }

  @Test
  void aBrowserPlaysIt() {
    // The wall itself may show no <video>: its Content-Security-Policy names what it needs.
    stage.browser.open(stage.address("/cameras"));
    stage.browser.run(
        """
        const video = document.createElement('video');
        video.muted = true;
        video.src = '/cameras/door/video.mp4';
        document.documentElement.append(video);
        window.video = video;
        video.play();
        """);
    stage.browser.await(
        "two seconds are played",
        Duration.ofSeconds(30),
        () -> stage.browser.number("return window.video.currentTime") > 2);
    assertThat(stage.browser.number("return window.video.videoWidth")).isEqualTo(640);
    assertThat(stage.browser.number("return window.video.error ? 1 : 0")).isZero();
    assertThat(
            stage.browser.number("return window.video.getVideoPlaybackQuality().totalVideoFrames"))
        .isGreaterThan(20);
    assertThat(
            stage.browser.number(
                "return window.video.getVideoPlaybackQuality().corruptedVideoFrames"))
        .isZero();
  }

  @Test
  void aCameraThatHasNoSuchVideoSaysSo() throws Exception {
    stage.cameras.add("pattern", TestPatternSource.of(320, 180, 10));
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(stage.address("/cameras/pattern/video.mp4")).build(),
                HttpResponse.BodyHandlers.ofString());
    // Nobody had connected to it: it is found out, and there is no video in the file.
    assertThat(response.body())
        .satisfiesAnyOf(
            body -> assertThat(body).isEmpty(),
            body -> assertThat(body).hasSize(24).contains("ftyp"),
            body -> assertThat(body).contains("neither H.264"));
  }
}
