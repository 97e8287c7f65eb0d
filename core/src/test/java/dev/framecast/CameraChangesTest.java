package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cameras that are closed, connected anew, and given other sources and options. */
class CameraChangesTest extends CameraFixture {
  private final ScriptedSource other = new ScriptedSource().describedAs("the other");

  private static Frame newest(Subscription viewer) {
    return viewer.frames().acquireNext(0);
  }

  @Test
  void anotherSourceTakesOverAndViewersStay() {
    Camera camera = add(PATIENT);
    source.rate(50);
    other.picture(Jpegs.color(96, 64)).rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long before = await(viewer, Frame::live);
      camera.replace(other);
      long after = await(viewer, before, frame -> frame.live() && frame.width() == 96);
      assertThat(after).isGreaterThan(before);
      assertThat(source.openNow()).as("the old connection is closed").isZero();
      assertThat(camera.status().source()).isEqualTo("the other");
      assertThat(camera.status().viewers()).isEqualTo(1);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      assertThat(camera.status().reconnects()).as("nothing was lost").isZero();
    }
  }

  @Test
  void theOldConnectionEndsBeforeTheNewOneIsMade() {
    ScriptedSource one = source;
    Camera camera = add(PATIENT);
    one.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      for (int i = 0; i < 10; i++) {
        int opened = one.opened.get();
        camera.reconnect();
        Await.until("it connects anew", () -> one.opened.get() > opened);
        assertThat(one.openNow()).isLessThanOrEqualTo(1);
      }
      long last = viewer.frames().sequence();
      await(viewer, last, Frame::live);
    }
  }

  @Test
  void aSourceThatHangsIsReplacedAllTheSame() {
    Camera camera = add(PATIENT);
    source.picture().hangHard();
    other.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long before = await(viewer, Frame::live);
      camera.replace(other);
      await(viewer, before, Frame::live);
      source.release();
    }
  }

  @Test
  void aCameraInBackoffIsTriedAtOnce() {
    Camera camera = add(PATIENT.toBuilder().backoffRefused(Duration.ofHours(1)).build());
    source.fail(Kind.UNAUTHORIZED, "the password is wrong").picture().rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.BACKOFF);
      camera.reconnect();
      await(viewer, Frame::live);
    }
  }

  @Test
  void whatIsReplacedWhileNobodyWatchesIsConnectedByTheNextViewer() {
    Camera camera = add(QUICK);
    camera.replace(other);
    camera.reconnect();
    assertThat(other.opened).hasValue(0);
    other.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(source.opened).hasValue(0);
    }
  }

  @Test
  void otherOptionsLeaveTheConnectionAlone() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long seen = await(viewer, Frame::live);
      camera.replaceOptions(PATIENT.toBuilder().name("Front door").maxRenditions(2).build());
      assertThat(camera.name()).isEqualTo("Front door");
      assertThat(camera.options().maxRenditions()).isEqualTo(2);
      await(viewer, seen, Frame::live);
      assertThat(source.opened).hasValue(1);
    }
    camera.replaceOptions(QUICK);
    await(camera, CameraState.IDLE);
  }

  @Test
  void aCameraThatIsToBeAlwaysOnConnectsAndOneThatIsNotAnyMoreLetsGo() {
    Camera camera = add(QUICK);
    source.rate(50);
    camera.replaceOptions(QUICK.toBuilder().alwaysOn(true).build());
    await(camera, CameraState.LIVE);
    camera.replaceOptions(QUICK);
    await(camera, CameraState.IDLE);
  }

  @Test
  void aClosedCameraIsGoneAndItsIdIsFree() {
    Camera camera = add(QUICK);
    source.rate(50);
    Subscription viewer = camera.subscribe();
    await(viewer, Frame::live);
    camera.close();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    assertThat(source.openNow()).isZero();
    assertThat(cameras.find("cam")).isNull();
    try (Frame slate = newest(viewer)) {
      assertThat(slate.live()).isFalse();
    }
    Camera again = cameras.add("cam", other, CameraOptions.DEFAULT);
    camera.close();
    assertThat(cameras.find("cam")).as("the old one's close is nothing to it").isSameAs(again);
    assertThatIllegalStateException().isThrownBy(camera::reconnect).withMessageContaining("cam");
    assertThatIllegalStateException().isThrownBy(() -> camera.replace(other));
    assertThatIllegalStateException().isThrownBy(() -> camera.replaceOptions(QUICK));
    viewer.close();
  }

  @Test
  void manyChangesAtATimeLeaveOneConnection() throws Exception {
    Camera camera = add(PATIENT);
    source.rate(100);
    other.rate(100);
    try (Subscription viewer = camera.subscribe()) {
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        ScriptedSource next = i % 2 == 0 ? other : source;
        threads[i] =
            new Thread(
                () -> {
                  for (int n = 0; n < 20; n++) {
                    camera.replace(next);
                    camera.reconnect();
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      camera.replace(other);
      Await.until("one connection", () -> other.openNow() == 1 && source.openNow() == 0);
      await(viewer, viewer.frames().sequence(), Frame::live);
    }
  }
}
