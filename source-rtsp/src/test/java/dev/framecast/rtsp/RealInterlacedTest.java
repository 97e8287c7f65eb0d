package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Combs;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interlaced films as the program {@code ffmpeg} codes them: what no encoder of ours makes. */
@Tag("real")
@Timeout(60)
class RealInterlacedTest {
  private static final int WIDTH = 704;
  private static final int HEIGHT = 576;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c:v libx264 -x264-params tff=1 film.mp4",
        "-c:v libx264 -x264-params tff=1:keyint=1 film.mkv",
        "-c:v mpeg2video -flags +ildct+ilme -b:v 8M film.ts",
        "-c:v mpeg4 -flags +ildct+ilme -b:v 8M film.mp4"
      })
  void interlacedFilmsAreShownWithoutCombs(String how) throws Exception {
    Path raw = folder.resolve("raw.yuv");
    try (OutputStream out = Files.newOutputStream(raw)) {
      for (int i = 0; i < 15; i++) {
        BufferedImage picture = Clip.woven(WIDTH, HEIGHT, i, InterlacedTest.POSTS);
        for (byte[] plane : Matrix.BT601.planes(picture)) {
          out.write(plane);
        }
      }
    }
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f"));
    command.addAll(List.of("rawvideo", "-pix_fmt", "yuv420p", "-s", WIDTH + "x" + HEIGHT));
    command.addAll(List.of("-i", raw.toString(), "-vf", "setfield=tff"));
    command.addAll(List.of(how.split(" ")));
    Path log = folder.resolve("log");
    Process program =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(Files.readString(log)).isZero();
    Path film = folder.resolve(command.get(command.size() - 1));
    double before = combs(film, false);
    double after = combs(film, true);
    System.out.printf("%s: combed pixels of 1000: %.1f, then %.2f%n", how, before, after);
    assertThat(before).isGreaterThan(20);
    assertThat(after).isLessThan(before / 50);
  }

  private static double combs(Path film, boolean deinterlace) throws IOException {
    double most = 0;
    RtspSource source = RtspSource.builder(film.toString()).deinterlace(deinterlace).build();
    try (FrameSession session = source.open()) {
      while (session.advance()) {
        byte[] jpeg = Shots.present(session, Rendition.SOURCE);
        most = Math.max(most, Combs.perMille(Shots.image(jpeg)));
      }
    }
    return most;
  }
}
