package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.Shots;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.source.FrameSession;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Colours of all that cameras send, against what the program {@code ffmpeg} makes of them with
 * zimg. Prints the table of docs/guides/pictures.md.
 */
@Tag("real")
@Timeout(120)
class RealColourTest {
  @TempDir Path folder;

  @Test
  void coloursAreThoseOfFfmpegsProgram() throws Exception {
    FFmpeg.load();
    List<ColourDistance> all = new ArrayList<>();
    for (ColourInput input : ColourInput.all()) {
      // FFmpeg takes all grey for full range before zimg sees it; so what it should be is computed.
      byte[] reference = input.isGrey() ? new byte[0] : reference(input);
      all.add(
          ColourDistance.of(
              input, patch -> input.isGrey() ? input.exact(patch) : input.seen(reference, patch)));
    }
    all.forEach(distance -> System.out.println(distance.row()));
    assertThat(all).allMatch(distance -> distance.jpeg() <= 6 && distance.pixels() <= 6);
  }

  /** H.265 of 10 bits without loss, which has the colours' names in its own parameter set. */
  @ParameterizedTest
  @ValueSource(strings = {"smpte2084", "arib-std-b67", ""})
  void coloursOfAFilmAreWhatTheFilmSaysThatTheyAre(String high) throws Exception {
    FFmpeg.load();
    ColourInput input = new ColourInput("film", "yuv420p10le", 10, false, "bt2020nc", true, high);
    Path film = folder.resolve("film.mkv");
    String names =
        "log-level=none:lossless=1:range=limited:colorprim=bt2020:colormatrix=bt2020nc:transfer="
            + (high.isEmpty() ? "bt2020-10" : high);
    run(input, List.of("-c:v", "libx265", "-x265-params", names, film.toString()));
    byte[] reference = reference(input);
    try (FrameSession session = RtspSource.of(film.toString()).open()) {
      byte[] jpeg = Shots.next(session, Rendition.jpeg(0, 95));
      assertThat(ColourDistance.ofJpeg(jpeg, patch -> input.seen(reference, patch)))
          .isLessThanOrEqualTo(6);
    }
  }

  /** Prints what the conversion costs beside that of usual video, and the JPEG's encoder. */
  @Test
  void whatColoursCost() throws Exception {
    FFmpeg.load();
    for (ColourInput input : ColourInput.all()) {
      if (input.pixels().startsWith("yuv420p")
          && !input.full()
          && !input.matrix().equals("smpte170m")) {
        System.out.printf(
            Locale.ROOT,
            "| %s | `%s` | %.1f | %.1f |%n",
            input.name(),
            input.pixels(),
            millis(input, 0),
            millis(input, 640));
      }
    }
  }

  /** Of the thread's processor, for a picture of 1920x1080 to a JPEG of that width. */
  private static double millis(ColourInput input, int width) throws Exception {
    AVFrame frame = input.empty(1920, 1080);
    for (int plane = 0; plane < 3; plane++) {
      int rows = plane == 0 ? 1080 : 540;
      int wide = input.bits() > 8 ? 2 : 1;
      for (long at = 0; at < (long) rows * frame.linesize(plane); at += wide) {
        int code = (64 + (int) (at / wide / 8 % 100)) << (input.bits() - 8);
        frame.data(plane).put(at, (byte) code);
        if (wide == 2) {
          frame.data(plane).put(at + 1, (byte) (code >> 8));
        }
      }
    }
    FrameSlot slot = new FrameSlot();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    try (JpegRendition jpegs = new JpegRendition(Rendition.jpeg(width, 0))) {
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 10; i++) {
          slot.clear();
          jpegs.write(frame, slot);
        }
        best = Math.min(best, (threads.getCurrentThreadCpuTime() - before) / 1e7);
      }
    }
    av_frame_free(frame);
    return best;
  }

  private byte[] reference(ColourInput input) throws Exception {
    Path seen = folder.resolve("seen.rgb");
    run(input, List.of("-vf", input.reference(), "-f", "rawvideo", seen.toString()));
    return Files.readAllBytes(seen);
  }

  /** Has FFmpeg's program make that of the picture. */
  private void run(ColourInput input, List<String> what) throws Exception {
    Path in = folder.resolve("in.yuv");
    try (OutputStream out = Files.newOutputStream(in)) {
      for (byte[] plane : input.planes()) {
        out.write(plane);
      }
    }
    String size = ColourInput.SIDE + "x" + ColourInput.SIDE;
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of("-f", "rawvideo", "-pix_fmt", input.pixels(), "-s", size));
    command.addAll(List.of("-i", in.toString()));
    command.addAll(what);
    Path log = folder.resolve("log");
    Process program =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as("%s: %s", input, Files.readString(log)).isZero();
  }
}
