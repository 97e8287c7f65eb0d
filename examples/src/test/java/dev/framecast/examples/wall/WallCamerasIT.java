package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./wall} with cameras of a real RTSP server. */
@Tag("real")
@Tag("cameras")
class WallCamerasIT {
  private static final String BOUNDARY = "multipart/x-mixed-replace; boundary=framecast";
  private static final String DEAD = "dead=rtsp://127.0.0.1:1/x";

  /** Reads until a frame that is no slate, and says how long that took. */
  private static long millisToLive(MjpegReader stream) throws IOException {
    long begin = System.nanoTime();
    while (stream.next()) {
      if ("true".equals(stream.header("X-Framecast-Live"))) {
        return (System.nanoTime() - begin) / 1_000_000;
      }
    }
    throw new IOException("the stream ended without a live frame");
  }

  private static void untilSlate(MjpegReader stream) throws IOException {
    while (stream.next()) {
      if ("false".equals(stream.header("X-Framecast-Live"))) {
        return;
      }
    }
    throw new IOException("the stream ended without a slate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/h264", "/h265", "/mjpeg", "/mjpeg-422"})
  void eachIsLiveWithinTwoSecondsBesideADeadOne(String mount) throws Exception {
    try (RtspServerProcess cameras = new RtspServerProcess(0);
        WallProcess wall = new WallProcess(DEAD, "cam=" + cameras.uri(mount));
        InputStream dead = wall.watch("/cameras/dead/stream.mjpg");
        InputStream in = wall.watch("/cameras/cam/stream.mjpg")) {
      long millis = millisToLive(new MjpegReader(in, BOUNDARY));
      System.out.println(mount + " live after " + millis + " ms");
      assertThat(millis).isLessThan(2_000);
      assertThat(dead.read()).isEqualTo('-');
    }
  }

  @Test
  void aServerThatWasKilledIsLiveAgainWithinThreeSecondsOfItsReturn() throws Exception {
    RtspServerProcess cameras = new RtspServerProcess(0);
    int port = cameras.port();
    try (WallProcess wall = new WallProcess("cam=" + cameras.uri("/h264"));
        InputStream in = wall.watch("/cameras/cam/stream.mjpg")) {
      MjpegReader stream = new MjpegReader(in, BOUNDARY);
      millisToLive(stream);
      cameras.close();
      for (int slate = 0; slate < 6; slate++) { // one a second: away for long enough to back off
        untilSlate(stream);
      }
      try (RtspServerProcess back = new RtspServerProcess(port)) {
        assertThat(back.port()).isEqualTo(port);
        long millis = millisToLive(stream);
        System.out.println("live again after " + millis + " ms");
        assertThat(millis).isLessThan(3_000);
      }
    } finally {
      cameras.close();
    }
  }

  @Test
  void fiftyViewersCostOneDecodeAndOneEncode() throws Exception {
    try (RtspServerProcess cameras = new RtspServerProcess(0);
        WallProcess wall = new WallProcess("cam=" + cameras.uri("/h264"))) {
      List<InputStream> viewers = new ArrayList<>();
      try {
        for (int i = 0; i < 50; i++) {
          InputStream in = wall.watch("/cameras/cam/stream.mjpg");
          viewers.add(in);
          Thread reader = new Thread(() -> readOut(in));
          reader.setDaemon(true);
          reader.start();
        }
        String status;
        do {
          status = wall.status("cam");
        } while (WallProcess.number(status, "viewers") < 50
            || WallProcess.number(status, "encoded") < 50);
        long before = WallProcess.number(status, "encoded");
        long decodedBefore = WallProcess.number(status, "decoded");
        do {
          status = wall.status("cam");
        } while (WallProcess.number(status, "encoded") < before + 50);
        long encoded = WallProcess.number(status, "encoded") - before;
        long decoded = WallProcess.number(status, "decoded") - decodedBefore;
        System.out.println("50 viewers: decoded " + decoded + ", encoded " + encoded);
        // On a busy machine late pictures are decoded and left out; the two counts are not taken at
        // quite the same moment either.
        assertThat(encoded).isBetween(decoded / 2, decoded + 5);
        assertThat(status).contains("\"viewers\":50");
      } finally {
        for (InputStream viewer : viewers) {
          viewer.close();
        }
      }
    }
  }

  private static void readOut(InputStream in) {
    try (in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException expectedAtTheEnd) {
      // The test closes the stream under its reader.
    }
  }

  @Test
  void whenNobodyWatchesTheConnectionIsClosedAndTheCpuIsIdle() throws Exception {
    try (RtspServerProcess cameras = new RtspServerProcess(0);
        WallProcess wall = new WallProcess("cam=" + cameras.uri("/h264"))) {
      try (InputStream in = wall.watch("/cameras/cam/stream.mjpg")) {
        millisToLive(new MjpegReader(in, BOUNDARY));
      }
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!wall.status("cam").contains("\"state\":\"IDLE\"")) {
        assertThat(System.nanoTime()).as("idle after the linger").isLessThan(deadline);
      }
      assertThat(wall.stop()).isIn(0, 143);
    }
  }
}
