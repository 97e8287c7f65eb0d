package dev.framecast.source.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plot that hardly ever changes, as a camera. */
@Timeout(30)
class UnchangedPictureTest {
  private static final CameraOptions IMPATIENT =
      CameraOptions.builder()
          .stallAfter(Duration.ofSeconds(10))
          .reconnectAfter(Duration.ofMillis(1_900))
          .connectTimeout(Duration.ofMillis(3_800))
          .build();

  @Test
  void aPictureThatStaysTheSameIsLiveAndFreshForThoseWhoComeLater() throws Exception {
    byte[] plot = Jpegs.color(64, 48);
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger opened = new AtomicInteger();
    FrameSource plots = JpegSource.of(20, () -> calls.getAndIncrement() == 0 ? plot : null);
    FrameSource counted =
        () -> {
          opened.incrementAndGet();
          return plots.open();
        };
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("plot", counted, IMPATIENT);
      try (Subscription viewer = camera.subscribe()) {
        long sequence = viewer.startAfter();
        int shown = 0;
        while (shown < 5) { // longer than the camera's patience
          try (Frame frame = Await.frame(viewer.frames(), sequence, Await.LONG)) {
            assertThat(frame).isNotNull();
            sequence = frame.sequence();
            assertThat(frame.live() || shown == 0).as("no slate after the first").isTrue();
            shown += frame.live() ? 1 : 0;
            long age = System.nanoTime() - frame.capturedNanos();
            assertThat(age).isLessThan(IMPATIENT.stallAfter().toNanos());
          }
        }
        assertThat(camera.state()).isEqualTo(CameraState.LIVE);
        assertThat(opened).hasValue(1);
      }
    }
  }
}
