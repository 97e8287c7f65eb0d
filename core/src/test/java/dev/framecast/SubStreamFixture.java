package dev.framecast;

import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SessionInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A camera with a main stream of 128 pixels and a sub-stream of 64. */
abstract class SubStreamFixture extends CameraFixture {
  static final Rendition TILE = Rendition.jpeg(64, 80);

  final SizedSource main = new SizedSource("the main stream", 128);
  final SizedSource sub = new SizedSource("the sub-stream", 64);

  @AfterEach
  void bothAreClosed() {
    cameras.close();
    Await.until("both are closed", () -> main.openNow() == 0 && sub.openNow() == 0);
  }

  static boolean isLarge(Frame frame) {
    return frame.live() && frame.width() == 128;
  }

  static boolean isSmall(Frame frame) {
    return frame.live() && frame.width() == 64;
  }

  Camera camera() {
    return cameras.add("yard", main.withSubStream(sub), PATIENT);
  }

  static SessionInfo.Stream stream(Camera camera, int index) {
    return camera.status().session().streams().get(index);
  }

  static int widthOfSnapshot(Camera camera, Rendition rendition, Duration timeout)
      throws Exception {
    try (Frame frame =
        camera.snapshot(rendition, Duration.ZERO, timeout).get(30, TimeUnit.SECONDS)) {
      return frame.width();
    }
  }
}
