package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wall} on a machine that seems to have a webcam that makes H.264 itself. */
@Tag("real")
@Tag("cameras")
@Timeout(180)
class H264WebcamIT {
  private static final int MDAT = 0x6d646174;

  @TempDir Path folder;

  @Test
  void itsVideoIsHandedOnUntouchedAndItComesBackWhenItIsPluggedInAgain() throws Exception {
    H264Webcam webcam = new H264Webcam(folder);
    Path film = folder.resolve("film.mp4");
    try (WallProcess wall = new WallProcess(webcam.begin(), "desk=v4l2:/dev/video0#size=640x480")) {
      record(wall, film, 400_000);
      String status = wall.status("desk");
      assertThat(status)
          .contains("\"format\":\"h264\",\"width\":640,\"height\":480")
          .contains("\"decoded\":0,\"encoded\":0,");
      assertThat(WallProcess.number(status, "passedThrough")).isGreaterThan(60);

      webcam.faults("unplug");
      try (InputStream viewer = wall.watch("/cameras/desk/stream.mjpg")) {
        await(wall, s -> s.contains("\"state\":\"BACKOFF\"") && s.contains("there is no camera"));
        webcam.faults("");
        await(wall, s -> s.contains("\"state\":\"LIVE\"") && !s.contains("\"decoded\":0,"));
        assertThat(viewer.read()).isNotNegative();
      }
      record(wall, folder.resolve("again.mp4"), 400_000);
    }
    assertThat(webcam.decoded(film)).as("errors of FFmpeg").isEmpty();
    assertThat(webcam.decoded(folder.resolve("again.mp4"))).as("errors of FFmpeg").isEmpty();
  }

  @Test
  void aWebcamOfJpegsIsHandedOnLetGoAndOpenedAgain() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    try (WallProcess wall = machine.wall("desk=v4l2:/dev/video0#format=mjpeg")) {
      for (int round = 0; round < 2; round++) {
        try (InputStream viewer = wall.watch("/cameras/desk/stream.mjpg")) {
          await(wall, s -> s.contains("\"state\":\"LIVE\"") && s.contains("\"encoded\":0,"));
          assertThat(viewer.readNBytes(300_000)).hasSize(300_000);
        }
        await(wall, s -> s.contains("\"state\":\"IDLE\"")); // closed with a picture in hand
      }
      assertThat(WallProcess.number(wall.status("desk"), "failures")).isZero();
    }
  }

  private static void record(WallProcess wall, Path to, int bytes) throws Exception {
    try (InputStream in = wall.watch("/cameras/desk/video.mp4")) {
      byte[] film = in.readNBytes(bytes);
      Files.write(to, Arrays.copyOf(film, wholeFragments(film)));
    }
  }

  /** How many bytes of it there are up to the end of the last fragment that is whole. */
  private static int wholeFragments(byte[] film) {
    ByteBuffer bytes = ByteBuffer.wrap(film);
    int whole = 0;
    int box = 0;
    while (box + 8 <= film.length && box + bytes.getInt(box) <= film.length) {
      boolean ends = bytes.getInt(box + 4) == MDAT;
      box += bytes.getInt(box);
      whole = ends ? box : whole;
    }
    return whole;
  }

  private static void await(WallProcess wall, Predicate<String> condition) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    String status;
    do {
      status = wall.status("desk");
      assertThat(System.nanoTime()).as(status).isLessThan(deadline);
    } while (!condition.test(status));
  }
}
