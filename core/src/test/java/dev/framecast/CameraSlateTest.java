package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SourceException.Kind;
import java.awt.image.BufferedImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What viewers see of a camera that shows nothing. */
class CameraSlateTest extends CameraFixture {
  private static final CameraOptions FAR_APART =
      PATIENT.toBuilder()
          .backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))
          .backoffRefused(Duration.ofMinutes(1))
          .build();

  @Test
  void aCameraThatTakesItsTimeToConnectSaysSo() {
    Camera camera = add(PATIENT);
    long begun = System.nanoTime();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(700).toNanos());
      assertThat(camera.state()).isEqualTo(CameraState.CONNECTING);
      source.picture();
      long live = await(viewer, Frame::live);
      await(camera, CameraState.LIVE);
      assertThat(viewer.frames().sequence()).as("no slate after it").isEqualTo(live);
    }
  }

  @Test
  void aFailureIsShownAtOnceAndThenOnceASecond() {
    Camera camera = add(FAR_APART);
    source.fail(Kind.UNREACHABLE, "nobody answers");
    long begun = System.nanoTime();
    try (Subscription viewer = camera.subscribe()) {
      long first = await(viewer, CameraFixture::isSlate);
      long shown = System.nanoTime();
      assertThat(shown - begun).isLessThan(Duration.ofMillis(600).toNanos());
      await(viewer, first, CameraFixture::isSlate);
      assertThat(System.nanoTime() - shown)
          .isBetween(Duration.ofMillis(800).toNanos(), Duration.ofMillis(1_800).toNanos());
    }
  }

  @Test
  void aSlateIsAPictureOfTheRenditionsSize() {
    Camera camera = add(FAR_APART);
    source.fail(Kind.UNREACHABLE, "nobody answers");
    try (Subscription full = camera.subscribe();
        Subscription small = camera.subscribe(Rendition.jpeg(160, 50), 0)) {
      await(full, CameraFixture::isSlate);
      await(small, CameraFixture::isSlate);
      checkSlate(full, 640, 360);
      checkSlate(small, 160, 90);
    }
  }

  private static void checkSlate(Subscription viewer, int width, int height) {
    try (Frame slate = viewer.frames().acquireNext(0)) {
      BufferedImage picture = Jpegs.decode(slate.bytes());
      assertThat(picture.getWidth()).isEqualTo(width).isEqualTo(slate.width());
      assertThat(picture.getHeight()).isEqualTo(height).isEqualTo(slate.height());
      assertThat(slate.live()).isFalse();
      assertThat(slate.capturedMicros()).isPositive();
    }
  }

  @Test
  void theLastPictureStandsBehindTheSlate() {
    Camera camera = add(FAR_APART);
    source.picture(Jpegs.color(320, 200)).end();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      checkSlate(viewer, 320, 200);
      try (Subscription later = camera.subscribe(Rendition.jpeg(160, 0), 0)) {
        await(later, CameraFixture::isSlate);
        checkSlate(later, 160, 100);
      }
    }
  }

  @Test
  void whoComesLaterWaitsForNoSlate() {
    Camera camera = add(FAR_APART);
    source.fail(Kind.UNREACHABLE, "nobody answers");
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      Rendition other = Rendition.jpeg(320, 0);
      for (int i = 0; i < 2; i++) {
        long begun = System.nanoTime();
        try (Subscription later = camera.subscribe(other, 0)) {
          await(later, CameraFixture::isSlate);
          assertThat(System.nanoTime() - begun).isLessThan(Duration.ofMillis(600).toNanos());
        }
      }
    }
  }

  @Test
  void nobodyWatchingMeansNoSlates() {
    Camera camera = add(QUICK.toBuilder().alwaysOn(true).build());
    for (int i = 0; i < 5; i++) {
      source.fail(Kind.UNREACHABLE, "nobody answers");
    }
    Await.until("it has failed often", () -> camera.status().failures() == 5);
    assertThat(camera.status().renditions()).isEmpty();
  }

  @Test
  void aCameraThatIsRemovedShowsALastSlate() {
    Camera camera = add(PATIENT);
    source.rate(100);
    Subscription viewer = camera.subscribe();
    await(viewer, Frame::live);
    assertThat(cameras.remove("cam")).isTrue();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    Await.until("its threads have ended", () -> !hasThread(camera)); // also the one that cancels
    checkSlate(viewer, 64, 48);
    viewer.close();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
  }
}
