package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.source.http.HttpMjpegSource;
import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Browsers and the app itself watch the same camera. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class OneConnectionTest {
  @Test
  void viewersOverHttpAndInTheAppShareOneConnectionAndOneDecodeAPicture() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Cameras away = new Cameras();
        MjpegServer camera = MjpegServer.start(away, 0);
        Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 0)) {
      Camera pattern = away.add("pattern", TestPatternSource.of(320, 180, 10));
      String address = camera.uri() + "cameras/pattern/stream.mjpg";
      Camera door = cameras.add("door", HttpMjpegSource.of(address));
      try (Client browser = new Client(server.port()).get("/cameras/door/stream.mjpg");
          Subscription app = door.subscribe();
          Registration counted =
              app.onFrame(
                  ForkJoinPool.commonPool(), frame -> calls.addAndGet(frame.live() ? 1 : 0));
          Subscription pixels = door.subscribe(Rendition.bgr24(0), 0);
          Subscription grey = door.subscribe(Rendition.gray8(160), 0)) {
        assertThat(counted).isNotNull();
        MjpegReader shown = browser.stream();
        for (int i = 0; i < 20; i++) {
          assertThat(shown.next()).isTrue();
          try (Frame frame = pixels.next(Duration.ofSeconds(10))) {
            assertThat(frame.format()).isEqualTo(FrameFormat.BGR24);
          }
        }
        try (Frame frame = grey.next(Duration.ofSeconds(10))) {
          assertThat(frame.width()).isEqualTo(160);
        }
        Await.until("the app has seen some", () -> calls.get() > 5);
        CameraStatus status = door.status();
        assertThat(status.viewers()).isEqualTo(4);
        assertThat(status.connects()).isEqualTo(1);
        assertThat(pattern.status().viewers()).as("connections to the camera").isEqualTo(1);
        // What the session says of itself is up to 200 ms old: two pictures.
        assertThat(status.decoded()).isBetween(status.captured() - 5, status.captured());
        assertThat(status.encoded()).as("JPEGs made").isZero();
      }
    }
  }
}
