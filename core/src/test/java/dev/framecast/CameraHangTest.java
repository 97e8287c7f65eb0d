package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources that hear neither cancel() nor an interrupt, as native code does. */
class CameraHangTest extends CameraFixture {
  private static final CameraOptions PROMPT =
      QUICK.toBuilder()
          .stallAfter(Duration.ofMillis(50))
          .reconnectAfter(Duration.ofMillis(50))
          .connectTimeout(Duration.ofMillis(50))
          .build();

  /** The widths of all frames from now on; those of the sessions that hang are another's. */
  private static Set<Integer> widths(Subscription viewer) {
    Set<Integer> widths = ConcurrentHashMap.newKeySet();
    viewer
        .frames()
        .onPublish(
            () -> {
              try (Frame frame = viewer.frames().acquireNext(0)) {
                widths.add(frame.width());
              }
            });
    return widths;
  }

  @Test
  void aSessionThatHangsIsReplacedAndTouchesNothingWhenItComesBack() {
    Camera camera = add(PROMPT);
    source.hangHard();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      Await.until("the session is given up", () -> camera.status().failures() > 0);
      camera.replaceOptions(PATIENT); // or a busy machine would lose the next connection, too
      source.rate(20);
      long live = await(viewer, Frame::live);
      assertThat(source.openNow()).isEqualTo(2);
      CameraStatus status = camera.status();
      assertThat(status.failures()).isPositive();
      assertThat(status.lastError()).contains("its source hangs");

      Set<Integer> widths = widths(viewer);
      source.release();
      Await.until("the old session is closed", () -> source.openNow() == 1);
      await(viewer, live + 5, Frame::live);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      assertThat(camera.status().connects()).isEqualTo(1);
      assertThat(widths).containsExactly(ScriptedSource.WIDTH);
    }
  }

  @Test
  void aSessionThatHangsInAPictureIsReplacedToo() {
    Camera camera = add(PROMPT);
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      long first = await(viewer, Frame::live);
      source.hangHardWhileWriting();
      long slate = await(viewer, first, CameraFixture::isSlate);
      camera.replaceOptions(PATIENT); // or a picture might come too late on a busy machine
      source.rate(20);
      long live = await(viewer, slate, Frame::live);
      assertThat(camera.status().reconnects()).isEqualTo(1);
      Set<Integer> widths = widths(viewer);
      source.release();
      Await.until("the old session is closed", () -> source.openNow() == 1);
      await(viewer, live + 5, Frame::live);
      assertThat(widths).containsExactly(ScriptedSource.WIDTH);
      assertThat(camera.status().dropped()).isZero();
    }
  }

  @Test
  @Tag("long")
  void sourcesThatHangDoNotKeepTheOneThatReplacesThemWaiting() {
    Camera camera = add(PROMPT);
    ScriptedSource healthy = new ScriptedSource().rate(20);
    List<ScriptedSource> hung = new ArrayList<>();
    try (Subscription viewer = camera.subscribe()) {
      for (int i = 0; i < 6; i++) {
        ScriptedSource next = new ScriptedSource().hangHard();
        hung.add(next);
        camera.replace(next);
        Await.until("it is asked for pictures", () -> next.openNow() == 1);
      }
      long before = newest(viewer);
      camera.replace(healthy, PATIENT);
      await(viewer, before, Frame::live);
      assertThat(camera.status().source()).isEqualTo(healthy.description());
    } finally {
      hung.forEach(ScriptedSource::release);
    }
  }

  private static long newest(Subscription viewer) {
    try (Frame frame = viewer.frames().acquireNext(0)) {
      return frame == null ? 0 : frame.sequence();
    }
  }

  @Test
  void aHungCameraHoldsUpNeitherAnotherNorTheClose() {
    Camera hung = add(PROMPT);
    source.hangHard();
    ScriptedSource healthySource = new ScriptedSource().rate(30);
    Camera healthy = cameras.add("healthy", healthySource, QUICK);
    Subscription atHung = hung.subscribe();
    Subscription atHealthy = healthy.subscribe();
    await(atHealthy, Frame::live);
    await(atHealthy, 20, Frame::live);
    long begun = System.nanoTime();
    cameras.close();
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofMillis(2_500).toNanos());
    assertThat(hung.state()).isEqualTo(CameraState.CLOSED);
    assertThat(healthySource.openNow()).isZero();
    for (Subscription viewer : new Subscription[] {atHung, atHealthy}) {
      try (Frame last = viewer.frames().acquireNext(0)) {
        assertThat(last.live()).as("the last slate").isFalse();
      }
    }
  }

  @Test
  void aCancelThatBlocksHoldsUpNobody() {
    CountDownLatch blocked = new CountDownLatch(1);
    source
        .whenCancelled(
            () -> {
              try {
                blocked.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            })
        .hang();
    Camera camera = add(PROMPT);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      source.picture();
      await(viewer, Frame::live);
    }
    blocked.countDown();
  }

  @Test
  void aCancelThatThrowsHoldsUpNobody() {
    source
        .whenCancelled(
            () -> {
              throw new IllegalStateException("thrown on purpose by a test");
            })
        .hang();
    Camera camera = add(PATIENT);
    camera.subscribe();
    Await.until("it is open", () -> source.openNow() == 1);
    cameras.close();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    Await.until("the session is closed", () -> source.openNow() == 0);
  }
}
