package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, because JavaCPP reads its limit once. */
@Timeout(60)
class MemoryLimitTest {
  @TempDir Path folder;

  @Test
  void aSmallHeapDoesNotKeepTheNextCameraFromOpening() throws Exception {
    assertThat(run("-Xmx24m")).isEqualTo("opened 6, limit 0");
  }

  @Test
  void aLimitThatTheUserSetStays() throws Exception {
    assertThat(run("-Dorg.bytedeco.javacpp.maxPhysicalBytes=8g"))
        .isEqualTo("opened 6, limit " + (8L << 30));
  }

  private String run(String option) throws Exception {
    ByteArrayOutputStream film = new ByteArrayOutputStream();
    for (byte[] picture : Clip.mpeg4(1920, 1080, 3, Painter.BALL)) {
      film.write(picture);
    }
    Path file = Files.write(folder.resolve("film.m4v"), film.toByteArray());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Opener.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  /** What runs in the other JVM: holds some sessions open at a time. */
  static final class Opener {
    public static void main(String[] args) throws Exception {
      List<FrameSession> sessions = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        FrameSession session = RtspSource.of(args[0]).open();
        sessions.add(session);
        assertThat(Shots.next(session, Rendition.SOURCE)).isNotEmpty();
      }
      System.out.println("opened " + sessions.size() + ", limit " + Pointer.maxPhysicalBytes());
      sessions.forEach(FrameSession::close);
    }
  }
}
