package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who watches decides whether a camera is connected and what is made of its pictures. */
class CameraDemandTest extends CameraFixture {
  private static final Rendition SMALL = Rendition.jpeg(32, 50);

  @Test
  void nothingHappensBeforeTheFirstViewer() {
    Camera camera = add(QUICK);
    assertThat(camera.state()).isEqualTo(CameraState.IDLE);
    assertThat(source.opened).hasValue(0);
    assertThat(threads()).isEmpty();
  }

  @Test
  void theFirstViewerConnectsAndAllShareTheConnection() {
    Camera camera = add(PATIENT);
    List<Subscription> viewers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      viewers.add(camera.subscribe());
    }
    source.picture();
    for (Subscription viewer : viewers) {
      await(viewer, Frame::live);
    }
    assertThat(source.opened).hasValue(1);
    assertThat(source.written(Rendition.SOURCE)).isEqualTo(1);
    assertThat(camera.status().viewers()).isEqualTo(20);
    viewers.forEach(Subscription::close);
    await(camera, CameraState.IDLE);
    assertThat(camera.status().viewers()).isZero();
  }

  @Test
  void eachRenditionIsMadeOnceAPicture() {
    Camera camera = add(PATIENT);
    try (Subscription a = camera.subscribe();
        Subscription b = camera.subscribe(SMALL, 0);
        Subscription c = camera.subscribe(SMALL, 0)) {
      long inA = 0;
      long inB = 0;
      for (int i = 1; i <= 5; i++) {
        source.picture();
        inA = await(a, inA, Frame::live);
        inB = await(b, inB, Frame::live);
        await(c, inB - 1, Frame::live);
        assertThat(source.written(Rendition.SOURCE)).isEqualTo(i);
        assertThat(source.written(SMALL)).isEqualTo(i);
      }
    }
  }

  @Test
  void nothingIsMadeOfPicturesThatNobodyWatches() {
    Camera camera = add(PATIENT.toBuilder().alwaysOn(true).build());
    await(camera, CameraState.CONNECTING);
    source.picture().picture().picture();
    Await.until("the pictures are through", () -> camera.status().captured() == 3);
    await(camera, CameraState.LIVE);
    assertThat(source.written).isEmpty();
    assertThat(camera.status().encoded() + camera.status().passedThrough()).isZero();
  }

  @Test
  void anAlwaysOnCameraStaysConnected() {
    Camera camera = add(PATIENT.toBuilder().alwaysOn(true).build());
    try (Subscription viewer = camera.subscribe()) {
      source.picture();
      await(viewer, Frame::live);
    }
    source.picture();
    Await.until("it still captures", () -> camera.status().captured() == 2);
    assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    assertThat(source.opened).hasValue(1);
  }

  @Test
  void theConnectionLingersAndIsThenClosedWithItsThread() {
    Camera camera = add(PATIENT.toBuilder().linger(Duration.ofMillis(400)).build());
    source.rate(100);
    Subscription viewer = camera.subscribe();
    await(viewer, Frame::live);
    long left = System.nanoTime();
    viewer.close();
    viewer.close();
    await(camera, CameraState.IDLE);
    assertThat(System.nanoTime() - left).isGreaterThan(Duration.ofMillis(400).toNanos());
    assertThat(source.openNow()).isZero();
    Await.until("the thread has ended", () -> !hasThread(camera));
    Await.until("the watchdog has ended too", () -> threads().isEmpty());
    assertThat(camera.status().renditions()).as("no memory is held for frames").isEmpty();
  }

  @Test
  void whoComesBackInTimeFindsTheConnection() {
    Camera camera = add(PATIENT.toBuilder().linger(Duration.ofMinutes(1)).build());
    source.picture();
    Subscription first = camera.subscribe();
    long old = await(first, Frame::live);
    first.close();
    source.picture();
    Await.until("a picture that nobody saw", () -> camera.status().captured() == 2);
    try (Subscription second = camera.subscribe()) {
      assertThat(second.startAfter()).as("the frame from before is old").isEqualTo(old);
      assertThat(second.frames().acquireNext(second.startAfter())).isNull();
      source.picture();
      assertThat(await(second, Frame::live)).as("one was not seen").isEqualTo(old + 2);
      try (Subscription third = camera.subscribe()) {
        Frame newest = third.frames().acquireNext(third.startAfter());
        assertThat(newest).as("what another viewer sees now is not old").isNotNull();
        newest.close();
      }
    }
    assertThat(source.opened).hasValue(1);
  }

  @Test
  void whoComesBackBeforeTheNextPictureSeesTheLastOne() {
    Camera camera =
        add(
            PATIENT.toBuilder()
                .linger(Duration.ofMinutes(1))
                .stallAfter(Duration.ofSeconds(1))
                .build());
    source.picture();
    Subscription first = camera.subscribe();
    long there = await(first, Frame::live);
    first.close();
    try (Subscription second = camera.subscribe()) {
      assertThat(await(second, Frame::live)).as("the camera's newest").isEqualTo(there);
    }
    Await.until("no picture comes", () -> camera.state() == CameraState.STALLED);
    try (Subscription third = camera.subscribe()) {
      Frame slate = third.frames().acquireNext(third.startAfter());
      assertThat(slate == null || !slate.live()).as("the picture is too old").isTrue();
      if (slate != null) {
        slate.close();
      }
    }
  }

  @Test
  void aSessionThatWaitsIsEndedWhenTheLingerIsOver() {
    Camera camera = add(PATIENT);
    source.hang();
    camera.subscribe().close();
    await(camera, CameraState.IDLE);
    Await.until("the session is closed", () -> source.openNow() == 0);
    assertThat(camera.status().failures()).as("that is no failure").isZero();
  }

  @Test
  void aCameraIsConnectedAgainAfterAPause() {
    Camera camera = add(PATIENT);
    for (int i = 1; i <= 3; i++) {
      source.picture();
      try (Subscription viewer = camera.subscribe()) {
        await(viewer, Frame::live);
      }
      await(camera, CameraState.IDLE);
    }
    CameraStatus status = camera.status();
    assertThat(status.connects()).isEqualTo(3);
    assertThat(status.reconnects()).as("nothing was lost").isZero();
  }

  @Test
  void viewersComeAndGoFromManyThreads() {
    Camera camera = add(PATIENT);
    source.rate(500);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Random random = new Random(t);
      all.add(CompletableFuture.runAsync(() -> comeAndGo(camera, random)));
    }
    all.forEach(CompletableFuture::join);
    await(camera, CameraState.IDLE);
    Await.until("all sessions are closed", () -> source.openNow() == 0);
    assertThat(camera.status().viewers()).isZero();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
    }
  }

  private static void comeAndGo(Camera camera, Random random) {
    for (int i = 0; i < 60; i++) {
      Rendition rendition = Rendition.jpeg(random.nextInt(3) * 16, 0);
      Subscription viewer = camera.subscribe(rendition, random.nextInt(3));
      if (i % 10 == 0) {
        await(viewer, Frame::live);
      }
      viewer.close();
    }
  }

  @Test
  void aSlowViewersRateIsKeptAndAFastOneBesideItGetsAll() {
    Camera camera = add(PATIENT);
    source.rate(30);
    try (Subscription slow = camera.subscribe(SMALL, 5);
        Subscription fast = camera.subscribe()) {
      await(slow, Frame::live);
      await(fast, Frame::live);
      int before = source.written(SMALL);
      int all = source.written(Rendition.SOURCE);
      int pictures = source.pictures.get();
      long begun = System.nanoTime();
      Await.until("60 pictures", () -> source.pictures.get() >= pictures + 60);
      double due = 5 * (System.nanoTime() - begun) / 1e9; // more where the machine is busy
      assertThat((double) source.written(SMALL) - before).isBetween(0.75 * due, due + 4);
      assertThat(source.written(Rendition.SOURCE) - all).isBetween(58, 62);
    }
  }

  @Test
  void aRenditionIsMadeAtTheHighestRateThatAnyOfItsViewersWants() {
    Camera camera = add(PATIENT);
    source.rate(100);
    try (Subscription slow = camera.subscribe(Rendition.SOURCE, 0.01)) {
      long first = await(slow, Frame::live);
      try (Subscription fast = camera.subscribe()) {
        await(fast, first + 20, Frame::live);
      }
      long last = slow.frames().sequence();
      int pictures = source.pictures.get();
      Await.until("20 pictures", () -> source.pictures.get() >= pictures + 20);
      assertThat(slow.frames().sequence()).isLessThanOrEqualTo(last + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void impossibleRatesAreRefusedAndLeaveNoViewer(double maxFps) {
    Camera camera = add(QUICK);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> camera.subscribe(Rendition.SOURCE, maxFps))
        .withMessageContaining("maxFps");
    assertThat(camera.status().viewers()).isZero();
    assertThat(camera.state()).isEqualTo(CameraState.IDLE);
  }

  @Test
  void aClosedCameraTakesNoViewers() {
    Camera camera = add(QUICK);
    cameras.remove("cam");
    assertThatIllegalStateException()
        .isThrownBy(camera::subscribe)
        .withMessageContaining("\"cam\" is closed");
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
  }
}
