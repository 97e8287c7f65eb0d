package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How many renditions are made of a camera, and what they cost its own stream. */
class CameraRenditionsTest extends CameraFixture {
  private static final CameraOptions THREE = PATIENT.toBuilder().maxRenditions(3).build();

  private static Rendition wide(int width) {
    return Rendition.jpeg(width, 0);
  }

  @Test
  void beyondTheBudgetTheNearestInUseIsGiven() {
    Camera camera = add(THREE);
    source.rate(20);
    List<Subscription> viewers = new ArrayList<>();
    for (int width : new int[] {160, 320, 1280}) {
      viewers.add(camera.subscribe(wide(width), 0));
    }
    assertThat(camera.status().substituted()).isZero();
    try (Subscription near = camera.subscribe(wide(960), 0);
        Subscription small = camera.subscribe(wide(200), 0);
        Subscription own = camera.subscribe()) {
      assertThat(near.rendition()).isEqualTo(wide(1280));
      try (Subscription wide = camera.subscribe(wide(1920), 0)) {
        assertThat(wide.rendition()).isEqualTo(Rendition.SOURCE);
      }
      assertThat(small.rendition()).isEqualTo(wide(160));
      assertThat(own.rendition()).as("always to be had").isEqualTo(Rendition.SOURCE);
      assertThat(camera.status().substituted()).isEqualTo(2);
      await(near, Frame::live);
      viewers.get(0).close();
    }
    assertThat(camera.status().substituted()).isZero();
    try (Subscription freed = camera.subscribe(wide(960), 0)) {
      assertThat(freed.rendition()).as("160 is not watched any more").isEqualTo(wide(960));
    }
    viewers.forEach(Subscription::close);
  }

  @Test
  void tenThousandWishesLeaveNoMoreThanTheBudget() {
    Camera camera = add(THREE);
    source.rate(50);
    Random random = new Random(1);
    List<Subscription> viewers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      viewers.add(camera.subscribe(Rendition.jpeg(random.nextInt(2_000), random.nextInt(101)), 0));
      if (viewers.size() > 20) {
        viewers.remove(random.nextInt(viewers.size())).close();
      }
      assertThat(camera.status().renditions()).hasSizeLessThanOrEqualTo(4);
    }
    viewers.forEach(Subscription::close);
    assertThat(camera.status().substituted()).isZero();
    assertThat(camera.status().viewers()).isZero();
  }

  @Test
  void theCamerasOwnStreamKeepsItsRateWhateverIsAskedForBesideIt() {
    byte[] jpeg = Jpegs.color(64, 48);
    FrameSource slow =
        () ->
            new FrameSession() {
              private long next = System.nanoTime();

              @Override
              public boolean advance() {
                long now = System.nanoTime();
                while (next <= now) {
                  next += 33_000_000L; // what was missed is gone
                }
                while (next - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                  LockSupport.parkNanos(next - System.nanoTime());
                }
                return !Thread.currentThread().isInterrupted();
              }

              @Override
              public void writeJpeg(Rendition rendition, FrameSlot slot) {
                if (!rendition.equals(Rendition.SOURCE)) {
                  LockSupport.parkNanos(45_000_000L); // an encoder at work
                }
                slot.passThrough(ByteBuffer.wrap(jpeg));
              }

              @Override
              public void close() {}
            };
    Camera camera = cameras.add("slow", slow, CameraOptions.DEFAULT);
    try (Subscription own = camera.subscribe()) {
      await(own, Frame::live);
      double before = rate(camera);
      List<Subscription> greedy = new ArrayList<>();
      for (int i = 0; i < 34; i++) {
        greedy.add(camera.subscribe(Rendition.jpeg(100 + i, 50), 0));
      }
      double during = rate(camera);
      assertThat(during).isGreaterThan(0.8 * before); // a busy machine loses some by itself
      assertThat(camera.status().renditions()).hasSize(7);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      assertThat(camera.status().renditions())
          .allSatisfy(status -> assertThat(status.published()).isPositive());
      greedy.forEach(Subscription::close);
    }
  }

  /** Pictures of the camera a second, for a while. */
  private static double rate(Camera camera) {
    long captured = camera.status().captured();
    long begun = System.nanoTime();
    Await.until(
        "three seconds have passed",
        () -> System.nanoTime() - begun > Duration.ofSeconds(3).toNanos());
    return (camera.status().captured() - captured) * 1e9 / (System.nanoTime() - begun);
  }

  @Test
  void aRenditionThatNobodyWatchesIsForgotten() {
    Camera camera = add(THREE.toBuilder().alwaysOn(true).build());
    source.rate(20);
    camera.subscribe(wide(320), 0).close();
    assertThat(camera.status().renditions()).as("kept for a moment").hasSize(1);
    assertThat(Await.within(Duration.ofSeconds(15), () -> camera.status().renditions().isEmpty()))
        .isTrue();
  }
}
