package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a start of {@code ./wall} takes, when the one before has built all that it needs. */
@Tag("real")
@Timeout(120)
class WallStartIT {
  @BeforeAll
  static void itIsWarm() throws Exception {
    try (WallProcess wall = new WallProcess()) {
      firstPicture(wall, "street").close();
    }
  }

  private static InputStream firstPicture(WallProcess wall, String camera) throws Exception {
    InputStream in = wall.watch("/cameras/" + camera + "/stream.mjpg?width=640");
    MjpegReader viewer = new MjpegReader(in, "multipart/x-mixed-replace; boundary=framecast");
    do {
      assertThat(viewer.next()).isTrue();
    } while (!"true".equals(viewer.header("X-Framecast-Live")));
    return in;
  }

  private static int megabytes(WallProcess wall) throws IOException {
    String status = Files.readString(Path.of("/proc/" + wall.pid() + "/status"));
    String kilobytes = status.replaceAll("(?s).*VmRSS:\\s*(\\d+).*", "$1");
    return Integer.parseInt(kilobytes) / 1024;
  }

  @Test
  void itStartsOutOfAnArchiveOfItsClasses() throws Exception {
    try (WallProcess wall = new WallProcess()) {
      assertThat(Files.readString(Path.of("/proc/" + wall.pid() + "/maps"))).contains(".jsa");
    }
  }

  @Test
  void itTakesLittleMemoryAtItsFirstPictureAndWithFourCamerasWatched() throws Exception {
    List<InputStream> streams = new ArrayList<>();
    List<String> ids = List.of("north", "east", "south", "west");
    String[] cameras = ids.stream().map(id -> id + "=test:640x360@15").toArray(String[]::new);
    try (WallProcess wall = new WallProcess(cameras)) {
      for (String id : ids) {
        streams.add(firstPicture(wall, id));
        if (streams.size() == 1) {
          assertThat(megabytes(wall)).as("at the first picture").isLessThan(75);
        }
      }
      MjpegReader viewer =
          new MjpegReader(streams.get(3), "multipart/x-mixed-replace; boundary=framecast");
      for (int i = 0; i < 100; i++) {
        assertThat(viewer.next()).isTrue();
      }
      assertThat(megabytes(wall)).as("with four watched").isLessThan(90);
    } finally {
      for (InputStream stream : streams) {
        stream.close();
      }
    }
  }
}
