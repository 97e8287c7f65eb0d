package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses and backlog with a real RTSP server and H.265; the pictures carry their numbers, which the
 * folder of the system property {@code framecast.cameras} has the tools for.
 */
@Tag("real")
@Tag("cameras")
@Timeout(180)
class RealDamageTest {
  private static final int CELLS = 28;

  @TempDir Path folder;

  private final Heard heard = new Heard();
  private Process server;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.destroy();
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h264, TCP, 0.003",
    "h264, UDP, 0.02",
    "h265, TCP, 0.02",
    "h265, UDP, 0.003",
  })
  void afterALossNoPictureIsShownThatDiffersFromWhatWasSent(
      String codec, RtspSource.Transport transport, double loss) throws Exception {
    String video = video(codec, "640x360", 25, 250, 25, 500);
    String uri = serve(video, "--loss", String.valueOf(loss));
    byte[][] reference = frames(video, 640, 360);
    int shown = 0;
    int damaged = 0;
    try (FrameSession session = RtspSource.builder(uri).transport(transport).build().open(heard)) {
      long end = System.nanoTime() + 10_000_000_000L;
      while (System.nanoTime() < end) {
        assertThat(session.advance()).isTrue();
        byte[] luma = luma(Shots.present(session, Rendition.jpeg(0, 90)), 640, 360);
        int number = number(luma, 640, 360);
        shown++;
        damaged += number < 0 || psnr(luma, reference[number % reference.length]) < 28 ? 1 : 0;
      }
    }
    System.out.printf(
        "%s, %s, loss %s: %d shown, %d damaged, %d losses%n",
        codec, transport, loss, shown, damaged, heard.drops.size());
    assertThat(damaged).isLessThanOrEqualTo(shown / 50);
    assertThat(shown).isGreaterThan(5);
    assertThat(heard.drops).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"30, 0", "10, 80"})
  void whatCannotBeDecodedInTimeIsLeftOut(int fps, int consumerMillis) throws Exception {
    String uri = serve(video("h265", "3840x2160", fps, 2 * fps, 2 * fps, 12_000));
    FrameSlot slot = new FrameSlot();
    int shown = 0;
    long oldest = 0;
    try (FrameSession session = RtspSource.of(uri).open(heard)) {
      long end = System.nanoTime() + 15_000_000_000L;
      while (System.nanoTime() < end) {
        assertThat(session.advance()).isTrue();
        slot.clear();
        session.writeJpeg(Rendition.jpeg(640, 0), slot);
        oldest = Math.max(oldest, System.nanoTime() - slot.capturedNanos());
        shown++;
        TimeUnit.MILLISECONDS.sleep(consumerMillis); // a consumer, and no wait of the test's
      }
    }
    System.out.printf(
        "4K at %d fps, consumer of %d ms: %d shown, the oldest after %d ms%n",
        fps, consumerMillis, shown, oldest / 1_000_000);
    assertThat(shown).isGreaterThan(10);
    assertThat(oldest).isLessThan(1_500_000_000L);
  }

  private String video(String codec, String size, int fps, int frames, int gop, int kbit)
      throws Exception {
    String out = folder.resolve("video.mp4").toString();
    List<String> command =
        List.of(
            tool("numbered-video"),
            "--codec",
            codec,
            "--size",
            size,
            "--fps",
            "" + fps,
            "--frames",
            "" + frames,
            "--gop",
            "" + gop,
            "--bitrate",
            "" + kbit,
            "-o",
            out);
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return out;
  }

  private String serve(String video, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(tool("rtsp-camera"), "--port", "0", "--file", video));
    command.addAll(List.of(options));
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    String ready = "";
    while (!ready.endsWith("/file")) {
      ready = lines.readLine();
      assertThat(ready).as("what rtsp-camera says").startsWith("ready rtsp://");
    }
    return ready.substring("ready ".length());
  }

  private static String tool(String name) {
    String cameras = System.getProperty("framecast.cameras");
    assertThat(cameras).as("-Dframecast.cameras=<folder of rtsp-camera>").isNotNull();
    return Path.of(cameras, name).toString();
  }

  /** The luma of all frames, as a JPEG has it. */
  private static byte[][] frames(String video, int width, int height) throws IOException {
    String jfif = "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p,format=gray";
    Process ffmpeg =
        new ProcessBuilder("ffmpeg", "-v", "error", "-i", video, "-vf", jfif, "-f", "rawvideo", "-")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] all = ffmpeg.getInputStream().readAllBytes();
    int size = width * height;
    byte[][] frames = new byte[all.length / size][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }
    return frames;
  }

  private static byte[] luma(byte[] jpeg, int width, int height) throws IOException {
    var image = Shots.image(jpeg);
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      int rgb = image.getRGB(i % width, i / width);
      double y = 0.299 * ((rgb >> 16) & 255) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255);
      luma[i] = (byte) Math.round(y);
    }
    return luma;
  }

  /** The number in the strip along the lower edge, or -1. */
  private static int number(byte[] luma, int width, int height) {
    int row = height - height / 24;
    int number = 0;
    for (int cell = 2; cell < 26; cell++) {
      int at = row * width + (2 * cell + 1) * width / (2 * CELLS);
      number = (number << 1) | ((luma[at] & 255) > 128 ? 1 : 0);
    }
    return number < 1 << 16 ? number : -1;
  }

  private static double psnr(byte[] one, byte[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = (one[i] & 255) - (other[i] & 255);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 / Math.max(1e-9, sum / one.length));
  }
}
