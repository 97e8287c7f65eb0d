package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections fail, end and fall silent, and are made again. */
class CameraReconnectTest extends CameraFixture {

  @Test
  void aFirstDialThatFailsIsTriedAgain() {
    Camera camera = add(QUICK);
    source.fail(Kind.UNREACHABLE, "nobody answers").fail(Kind.BUSY, "taken").picture();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(source.opened).hasValue(3);
      assertThat(camera.status().failures()).isEqualTo(2);
      assertThat(camera.status().reconnects()).as("nothing was lost").isZero();
      assertThat(camera.status().lastError()).isEqualTo("taken");
    }
  }

  @Test
  void aStreamThatEndsIsOpenedAgain() {
    Camera camera = add(QUICK);
    source.picture().end().picture();
    try (Subscription viewer = camera.subscribe()) {
      long first = await(viewer, Frame::live);
      await(viewer, first, Frame::live);
      CameraStatus status = camera.status();
      assertThat(status.connects()).isEqualTo(2);
      assertThat(status.reconnects()).isEqualTo(1);
      assertThat(status.failures()).isEqualTo(1);
      assertThat(status.lastError()).isEqualTo("the stream has ended");
    }
  }

  @Test
  void noCounterFallsWhenAConnectionEnds() {
    Camera camera = add(QUICK);
    source.knows(SessionInfo.builder().codec("scripted").decoded(1_000).dropped(1_000).build());
    int connections = 30;
    for (int i = 0; i < connections; i++) {
      source.picture().end();
    }
    long decoded = 0;
    long dropped = 0;
    try (Subscription viewer = camera.subscribe()) {
      CameraStatus status = camera.status();
      while (viewer.isOpen() && status.failures() < connections) {
        status = camera.status();
        assertThat(status.decoded()).isGreaterThanOrEqualTo(decoded);
        assertThat(status.dropped()).isGreaterThanOrEqualTo(dropped);
        decoded = status.decoded();
        dropped = status.dropped();
      }
    }
    camera.close();
    assertThat(camera.status().dropped()).isEqualTo(1_000L * source.opened.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_VIDEO", "UNSUPPORTED"})
  void aCameraThatRefusesIsLeftAlone(Kind kind) {
    Camera camera =
        add(
            QUICK.toBuilder()
                .backoff(Duration.ofMillis(10), Duration.ofMillis(10))
                .backoffRefused(Duration.ofMinutes(1))
                .build());
    for (int i = 0; i < 20; i++) {
      source.fail(kind, "no");
    }
    try (Subscription viewer = camera.subscribe()) {
      Await.until("five tries", () -> source.opened.get() >= 5);
      Await.until("a longer wait", () -> camera.status().retryMillis() > 100);
      assertThat(camera.state()).isEqualTo(CameraState.BACKOFF);
      assertThat(viewer.camera()).isSameAs(camera);
    }
  }

  @Test
  void aWrongPasswordIsTriedOnce() {
    Camera camera = add(QUICK);
    source.fail(Kind.UNAUTHORIZED, "no");
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.BACKOFF);
      assertThat(camera.status().retryMillis()).isGreaterThan(10_000);
      assertThat(viewer.camera()).isSameAs(camera);
    }
  }

  @Test
  void whateverASourceThrowsIsAFailureLikeOthers() {
    Camera camera = add(QUICK);
    source
        .fail(new IllegalStateException("a bug"))
        .fail(new NoClassDefFoundError("natives"))
        .fail(new AssertionError("odd"))
        .fail(new InterruptedException("sneaky"))
        .picture();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(camera.status().failures()).isEqualTo(4);
    }
  }

  @Test
  void aSourceThatCannotBeOpenedIsTriedAgain() {
    Camera camera = add(QUICK);
    source.refuseToOpen(new IOException("no such device"));
    try (Subscription viewer = camera.subscribe()) {
      Await.until("two failures", () -> camera.status().failures() >= 2);
      assertThat(camera.status().lastError()).isEqualTo("no such device");
      source.refuseToOpen(null).picture();
      await(viewer, Frame::live);
    }
  }

  @Test
  void aCameraThatFallsSilentIsStalledThenGivenUpThenLiveAgain() {
    Camera camera = add(QUICK);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      source.rate(0).hang();
      await(camera, CameraState.STALLED);
      assertThat(camera.status().lastError()).startsWith("the camera stopped sending");
      await(viewer, viewer.frames().sequence() - 1, CameraFixture::isSlate);
      Await.until("it is given up", () -> camera.status().failures() == 1);
      assertThat(camera.status().lastError()).contains("scripted");
      Await.until("it is cancelled", () -> source.cancelled.get() > 0);
      source.picture();
      await(viewer, viewer.frames().sequence(), Frame::live);
      await(camera, CameraState.LIVE);
      assertThat(camera.status().reconnects()).isEqualTo(1);
    }
  }

  @Test
  void aStallThatPassesIsNoLoss() {
    Camera camera =
        add(
            QUICK.toBuilder()
                .stallAfter(Duration.ofMillis(100))
                .reconnectAfter(Duration.ofMinutes(1))
                .connectTimeout(Duration.ofMinutes(1))
                .build());
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.STALLED);
      source.picture();
      await(camera, CameraState.LIVE);
      assertThat(viewer.frames().sequence()).isPositive();
      assertThat(source.opened).hasValue(1);
    }
  }

  @Test
  void aCameraThatPromisedToBeSlowHasNotStalled() {
    // Every 400 ms: more than an unknown camera is given before it is given up.
    source
        .knows(SessionInfo.builder().codec("image").size(16, 16).fps(2.5).build())
        .picture()
        .rate(2.5);
    Camera camera = add(QUICK);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, frame -> frame.live() && frame.sequence() >= 3);
      assertThat(viewer.frames().sequence()).as("no slates in between").isEqualTo(3);
      assertThat(source.opened).hasValue(1);
    }
  }

  @Test
  void aDialThatGetsNoPictureIsGivenUp() {
    Camera camera = add(QUICK);
    source.hang().picture();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(camera.status().lastError()).isEqualTo("no picture for 0.5 s: scripted");
      assertThat(source.opened).hasValue(2);
    }
  }

  @Test
  void aCameraThatFailsWhileItLingersIsNotDialledAgain() {
    Camera camera = add(QUICK.toBuilder().linger(Duration.ofMinutes(1)).build());
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
    }
    source.refuseToOpen(new IOException("gone")).end();
    await(camera, CameraState.IDLE);
    assertThat(camera.status().failures()).isEqualTo(1);
    assertThat(source.opened).hasValue(1);
  }

  @Test
  void viewersWhoComeAndGoDoNotMakeItDialMoreOften() {
    Camera camera =
        add(
            QUICK.toBuilder()
                .backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .backoffRefused(Duration.ofMinutes(1))
                .build());
    source.fail(Kind.UNREACHABLE, "nobody answers");
    for (int i = 0; i < 3; i++) {
      try (Subscription viewer = camera.subscribe()) {
        await(camera, CameraState.BACKOFF);
        assertThat(viewer.camera().status().retryMillis()).isGreaterThan(30_000);
      }
      await(camera, CameraState.IDLE);
      Await.until("the thread has ended", () -> !hasThread(camera));
    }
    assertThat(source.opened).hasValue(1);
  }

  @Test
  void closingDoesNotWaitForTheBackoff() {
    Camera camera =
        add(
            QUICK.toBuilder()
                .backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .backoffRefused(Duration.ofMinutes(1))
                .build());
    source.fail(Kind.UNREACHABLE, "nobody answers");
    camera.subscribe();
    await(camera, CameraState.BACKOFF);
    long begun = System.nanoTime();
    cameras.close();
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(1).toNanos());
    assertThat(hasThread(camera)).isFalse();
  }

  @Test
  void credentialsReachNoMessage() {
    source
        .describedAs("rtsp://admin:geheim@10.0.0.7/live?pwd=geheim")
        .fail(Kind.UNREACHABLE, "no route to rtsp://admin:geheim@10.0.0.7/live?pwd=geheim");
    Camera camera = add(QUICK);
    try (Subscription viewer = camera.subscribe()) {
      Await.until("it failed", () -> camera.status().failures() == 1);
      assertThat(camera.status().toString()).contains("10.0.0.7/live").doesNotContain("geheim");
      assertThat(camera.snapshot(Rendition.SOURCE, Duration.ZERO, Duration.ofMillis(1)))
          .failsWithin(Await.LONG)
          .withThrowableThat()
          .satisfies(e -> assertThat(e.toString()).doesNotContain("geheim"));
      assertThat(viewer.camera()).isSameAs(camera);
    }
  }
}
