package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Video as a real RTSP server (GStreamer's) sends it, handed on and decoded by {@code ffmpeg}: each
 * picture is one of those that were sent. The system property {@code framecast.cameras} names the
 * folder of the tools.
 */
@Tag("real")
@Tag("cameras")
@Timeout(120)
class RealVideoTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;

  @TempDir Path folder;

  private final VideoWatcher watcher = new VideoWatcher();
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
    "libx264, 0, 1, 0, TCP",
    "libx264, 2, 1, 0, TCP",
    "libx264, 0, 4, 0, UDP",
    "libx264, 0, 4, 0.003, TCP",
    "libx264, 2, 1, 0.003, UDP",
    "libx265, 0, 1, 0, TCP",
    "libx265, 2, 1, 0, UDP",
    "libx265, 0, 1, 0.003, UDP",
    "libx265, 2, 1, 0.003, TCP",
  })
  void whatIsHandedOnDecodesWithoutErrorsToPicturesThatWereSent(
      String encoder, int bFrames, int slices, double loss, RtspSource.Transport transport)
      throws Exception {
    Path video = video(encoder, bFrames, slices);
    String uri = serve("--file", video.toString(), "--loss", String.valueOf(loss));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int units = 0;
    int keys = 0;
    try (FrameSession session =
        RtspSource.builder(uri).transport(transport).build().open(watcher)) {
      while (units < 250) {
        FrameSlot unit = next(session);
        byte[] bytes = new byte[unit.length()];
        unit.bytes().get(bytes);
        out.write(bytes);
        units++;
        keys += unit.isKey() ? 1 : 0;
      }
      assertThat(session.info().decoded()).isZero();
    }
    Path copy = folder.resolve(encoder.equals("libx264") ? "copy.h264" : "copy.h265");
    Files.write(copy, out.toByteArray());
    Set<String> sent = new HashSet<>(pictures(video));
    List<String> got = pictures(copy);
    System.out.printf(
        "%s, %d B frames, %d slices, loss %s, %s: %d units, %d keys, %d pictures, %d losses%n",
        encoder, bFrames, slices, loss, transport, units, keys, got.size(), watcher.drops.size());
    assertThat(got).hasSizeBetween(units - 3, units);
    assertThat(got.stream().filter(picture -> !sent.contains(picture))).isEmpty();
    assertThat(watcher.drops.isEmpty()).isEqualTo(loss == 0);
  }

  @Test
  void aUnitIsThereBeforeTheNextOneHasComeAndSoIsItsPicture() throws Exception {
    watcher.pictures = true;
    String uri = serve("--file", video("libx264", 0, 1).toString());
    List<Long> units = new ArrayList<>();
    List<Long> pictures = new ArrayList<>();
    try (FrameSession session = RtspSource.of(uri).open(watcher)) {
      for (int i = 0; i < 150; i++) {
        FrameSlot unit = next(session);
        long now = System.nanoTime();
        FrameSlot jpeg = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        if (i > 10) {
          units.add((now - unit.capturedNanos()) / 1_000);
        }
        if (i > 10 && jpeg.length() > 0) {
          pictures.add((now - jpeg.capturedNanos()) / 1_000);
        }
      }
    }
    System.out.printf(
        "from the last packet to advance()'s return: units p50 %d us, p90 %d us; pictures %d us%n",
        percentile(units, 50), percentile(units, 90), percentile(pictures, 50));
    assertThat(percentile(units, 50)).isLessThan(30_000);
  }

  @ParameterizedTest
  @CsvSource({"h264", "h265"})
  void aChangeOfSizeIsFollowed(String path) throws Exception {
    serve("--size-change-after", "2");
    try (FrameSession session = RtspSource.of(uri + path).open(watcher)) {
      FrameSlot unit = next(session);
      assertThat(unit.video().width()).isEqualTo(640);
      while (unit.video().width() == 640) {
        unit = next(session);
      }
      assertThat(unit.isKey()).isTrue();
      assertThat(unit.video().width()).isEqualTo(320);
    }
  }

  private static FrameSlot next(FrameSession session) throws IOException {
    FrameSlot slot = new FrameSlot();
    while (slot.length() == 0) {
      assertThat(session.advance()).isTrue();
      assertThat(session.writeVideo(slot)).isTrue();
    }
    return slot;
  }

  private static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() * percent / 100);
  }

  private Path video(String encoder, int bFrames, int slices) throws Exception {
    Path out = folder.resolve("video.mp4");
    String parameters = encoder.equals("libx265") ? "-x265-params" : "-x264-params";
    String reordering = encoder.equals("libx265") ? ":pools=1" : "";
    run(
        ("ffmpeg -v error -f lavfi -i testsrc2=s=" + WIDTH + "x" + HEIGHT + ":r=25 -frames:v 100")
            + (" -pix_fmt yuv420p -c:v " + encoder + " -preset ultrafast " + parameters)
            + (" keyint=25:bframes=" + bFrames + ":slices=" + slices + ":log-level=0" + reordering)
            + (" -b:v 1500k -y " + out));
    return out;
  }

  private static void run(String command) throws Exception {
    Process process = new ProcessBuilder(command.split(" ")).inheritIO().start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  /** A checksum of each picture; whatever ffmpeg has to complain of fails the test. */
  private List<String> pictures(Path file) throws Exception {
    File errors = folder.resolve("errors.txt").toFile();
    List<String> command =
        List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "framemd5", "-");
    Process ffmpeg = new ProcessBuilder(command).redirectError(errors).start();
    String sums = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(ffmpeg.waitFor()).isZero();
    assertThat(Files.readString(errors.toPath())).as("what ffmpeg says of " + file).isEmpty();
    return Arrays.stream(sums.split("\n"))
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private String uri = "";

  private String serve(String... options) throws IOException {
    String tools = System.getProperty("framecast.cameras");
    assertThat(tools).as("-Dframecast.cameras=<folder of rtsp-camera>").isNotNull();
    List<String> command = new ArrayList<>(List.of(tools + "/rtsp-camera", "--port", "0"));
    command.addAll(List.of(options));
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    String wanted = List.of(options).contains("--file") ? "/file" : "";
    String ready = "";
    while (!ready.startsWith("ready rtsp://") || !ready.endsWith(wanted)) {
      ready = lines.readLine();
      assertThat(ready).as("what rtsp-camera says").isNotNull();
    }
    String address = ready.substring("ready ".length());
    uri = address.substring(0, address.lastIndexOf('/') + 1);
    return address;
  }
}
