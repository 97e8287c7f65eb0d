package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOfflineException;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CameraSnapshotTest extends CameraFixture {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static Frame get(CompletableFuture<Frame> snapshot) throws Exception {
    return snapshot.get(10, TimeUnit.SECONDS);
  }

  private static CameraOfflineException offline(CompletableFuture<Frame> snapshot) {
    try (Frame frame = get(snapshot)) {
      throw new AssertionError("a frame: " + frame.sequence());
    } catch (ExecutionException e) {
      return (CameraOfflineException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void isLeftAlone(Camera camera) {
    Await.until("no viewer is left", () -> camera.status().viewers() == 0);
  }

  @Test
  void anIdleCameraIsConnectedForIt() throws Exception {
    Camera camera = add(PATIENT);
    source.picture();
    try (Frame frame = get(camera.snapshot(Rendition.SOURCE, Duration.ZERO, LONG))) {
      assertThat(frame.live()).isTrue();
      assertThat(frame.width()).isEqualTo(ScriptedSource.WIDTH);
    }
    isLeftAlone(camera);
    await(camera, CameraState.IDLE);
  }

  @Test
  void aYoungFrameIsGivenAtOnce() throws Exception {
    Camera camera = add(PATIENT);
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      long seen = await(viewer, Frame::live);
      CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, LONG, LONG);
      assertThat(snapshot).isDone();
      try (Frame frame = get(snapshot)) {
        assertThat(frame.sequence()).isEqualTo(seen);
      }
      assertThat(camera.status().viewers()).isEqualTo(1);
    }
  }

  @Test
  void anOldFrameIsNotGivenButTheNextOne() throws Exception {
    Camera camera = add(PATIENT);
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      long seen = await(viewer, Frame::live);
      CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, Duration.ZERO, LONG);
      assertThat(snapshot).isNotDone();
      source.picture();
      try (Frame frame = get(snapshot)) {
        assertThat(frame.sequence()).isEqualTo(seen + 1);
      }
    }
  }

  @Test
  void aCameraThatIsDownSaysSoAndWhenToAskAgain() {
    Camera camera =
        add(
            PATIENT.toBuilder()
                .backoff(Duration.ofSeconds(40), Duration.ofSeconds(40))
                .backoffRefused(LONG)
                .build());
    source.fail(Kind.UNREACHABLE, "nobody answers");
    for (int i = 0; i < 2; i++) {
      CameraOfflineException offline =
          offline(camera.snapshot(Rendition.SOURCE, Duration.ZERO, LONG));
      assertThat(offline).hasMessage("camera cam is offline: nobody answers");
      assertThat(offline.retryAfter()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(50));
      isLeftAlone(camera);
    }
    assertThat(source.opened).hasValue(1);
  }

  @Test
  void theWaitEndsWithTheTime() {
    Camera camera = add(PATIENT);
    CameraOfflineException offline =
        offline(camera.snapshot(Rendition.SOURCE, Duration.ZERO, Duration.ofMillis(20)));
    assertThat(offline).hasMessageContaining("no picture within 20 ms");
    assertThat(offline.retryAfter()).isPositive();
    isLeftAlone(camera);
  }

  @Test
  void cancellingLeavesNoViewerBehind() {
    Camera camera = add(PATIENT);
    CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, LONG, LONG);
    assertThat(camera.status().viewers()).isEqualTo(1);
    snapshot.cancel(false);
    assertThat(camera.status().viewers()).isZero();
    await(camera, CameraState.IDLE);
  }

  @Test
  void closingTheCameraEndsTheWait() {
    Camera camera = add(PATIENT);
    CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, LONG, LONG);
    cameras.close();
    assertThat(offline(snapshot)).hasMessageContaining("closed");
    isLeftAlone(camera);
  }

  @Test
  void aClosedCameraIsOffline() {
    Camera camera = add(PATIENT);
    cameras.close();
    assertThat(offline(camera.snapshot(Rendition.SOURCE, LONG, LONG)))
        .hasMessage("camera cam is closed");
  }

  @Test
  void timesThatNobodyWaitsAreAsGoodAsForEver() {
    Camera camera = add(PATIENT);
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    source.picture();
    assertThat(camera.snapshot(Rendition.SOURCE, endless, endless)).succeedsWithin(Await.LONG);
    for (Duration[] times : new Duration[][] {{LONG.negated(), LONG}, {LONG, LONG.negated()}}) {
      assertThatThrownBy(() -> camera.snapshot(Rendition.SOURCE, times[0], times[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be 0 or more");
    }
    isLeftAlone(camera);
  }

  @Test
  void aSlateIsNoSnapshot() {
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, LONG, LONG);
      assertThat(snapshot).isNotDone();
      source.picture();
      assertThat(snapshot).succeedsWithin(Await.LONG).matches(Frame::live);
      snapshot.join().close();
    }
  }

  @Test
  void whatHangsOnASnapshotHoldsNobodyUp() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    Camera silent = cameras.add("silent", new ScriptedSource(), PATIENT);
    Camera camera = add(QUICK);
    try (Subscription viewer = camera.subscribe()) {
      for (int i = 0; i < 10; i++) {
        hangOn(
            silent.snapshot(Rendition.SOURCE, Duration.ZERO, Duration.ofMillis(50)),
            hanging,
            never);
        hangOn(camera.snapshot(Rendition.SOURCE, Duration.ZERO, LONG), hanging, never);
      }
      Await.until(
          "all of them hang",
          () -> {
            source.picture(); // again and again: each is to be younger than the question for it
            return hanging.get() == 20;
          });
      long live = await(viewer, Frame::live);
      await(camera, CameraState.STALLED);
      await(viewer, live, CameraFixture::isSlate);
      isLeftAlone(silent);
      assertThat(camera.status().viewers()).isEqualTo(1);
    } finally {
      never.countDown();
    }
  }

  private static void hangOn(
      CompletableFuture<Frame> snapshot, AtomicInteger hanging, CountDownLatch latch) {
    CompletableFuture<Frame> unused =
        snapshot.whenComplete(
            (frame, failure) -> {
              hanging.incrementAndGet();
              try {
                latch.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void eachSnapshotEndsThoughTheCamerasAreClosedBesideIt() {
    for (int i = 0; i < 40; i++) {
      Cameras some = new Cameras();
      Camera camera = some.add("cam", new ScriptedSource(), PATIENT);
      Thread closer = new Thread(some::close);
      closer.start();
      CompletableFuture<Frame> snapshot = camera.snapshot(Rendition.SOURCE, LONG, LONG);
      assertThat(snapshot).failsWithin(Await.LONG);
      Await.until("it is closed", () -> !closer.isAlive());
    }
  }

  @Test
  void removingACameraBesideTheCloseOfAllThrowsNothing() {
    for (int i = 0; i < 40; i++) {
      Cameras some = new Cameras();
      ScriptedSource pictures = new ScriptedSource().rate(100);
      Camera camera = some.add("cam", pictures, PATIENT);
      try (Subscription viewer = camera.subscribe()) {
        Await.until("it is live", () -> viewer.frames().sequence() > 0);
        Thread closer = new Thread(some::close);
        closer.start();
        some.remove("cam");
        Await.until("it is closed", () -> !closer.isAlive());
      }
      assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    }
  }
}
