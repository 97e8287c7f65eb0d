package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wall --cameras FILE}, while the file changes. */
@Tag("real")
@Timeout(60)
class WallFileIT {
  private static final String DOOR = "door=test:320x180@10#label=door\ndoor.name=Front door\n";
  private static final String YARD = "yard=rtsp://user:S3cr3t@127.0.0.1:1/x\n";

  @TempDir private Path folder;

  private void write(String text) throws Exception {
    // As editors do: a new file takes the old one's name.
    Path next = Files.writeString(folder.resolve("next"), text);
    Files.move(next, folder.resolve("cameras"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void awaitError(String text) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    String errors;
    do {
      errors = Files.readString(folder.resolve("errors"));
      assertThat(System.nanoTime()).as(errors).isLessThan(deadline);
    } while (!errors.contains(text));
  }

  @Test
  void camerasComeAndGoAndAViewerOfAnotherSeesNothingOfIt() throws Exception {
    write(DOOR + YARD);
    Path errors = folder.resolve("errors");
    try (WallProcess wall = new WallProcess(folder.resolve("cameras"), errors);
        InputStream in = wall.watch("/cameras/door/stream.mjpg")) {
      MjpegReader viewer = new MjpegReader(in, "multipart/x-mixed-replace; boundary=framecast");
      do {
        assertThat(viewer.next()).isTrue(); // connecting
      } while (!"true".equals(viewer.header("X-Framecast-Live")));
      assertThat(wall.status("door")).contains("\"name\":\"Front door\"");

      write(DOOR + "roof=test:320x180@5\n");
      awaitError("wall: --cameras: removed yard, added roof");
      assertThat(wall.get("/cameras")).contains("\"id\":\"roof\"").doesNotContain("yard");
      live(viewer, 5);

      write(DOOR + YARD + "roof=test:S3cr3t\n");
      awaitError("wall: --cameras: line 4 (roof): a test address must be test:WIDTHxHEIGHT@FPS");
      assertThat(wall.get("/cameras")).contains("\"id\":\"roof\"").doesNotContain("yard");
      live(viewer, 5);

      write(DOOR + "roof=test:640x360@5\n");
      awaitError("wall: --cameras: changed roof");
      live(viewer, 20);
      assertThat(WallProcess.number(wall.status("door"), "reconnects")).isZero();
      assertThat(wall.stop()).isIn(0, 143);
    }
    assertThat(Files.readString(errors)).doesNotContain("S3cr3t", "Exception");
  }

  /** As many pictures of the camera, and none between them that says that it went. */
  private static void live(MjpegReader viewer, int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      assertThat(viewer.next()).isTrue();
      assertThat(viewer.header("X-Framecast-Live")).isEqualTo("true");
    }
  }
}
