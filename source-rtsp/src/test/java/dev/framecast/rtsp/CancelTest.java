package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CancelTest {
  // FFmpeg looks up from its wait every 100 ms, and the machine may be very busy.
  private static final Duration LIMIT = Duration.ofMillis(400);

  private final TestCamera camera =
      new TestCamera(Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL));
  private final ExecutorService captures = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws Exception {
    captures.shutdown();
    assertThat(captures.awaitTermination(10, TimeUnit.SECONDS)).as("no thread hangs").isTrue();
    camera.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtsp", "http"})
  void openingIsCancelled(String scheme) throws Exception {
    camera.keepSilent();
    FrameSession session = RtspSource.of(camera.uri().replace("rtsp", scheme)).open();
    Future<Long> ended = captureUntilItEnds(session);
    awaitConnections(1);
    assertEndsSoonAfterCancel(List.of(session), List.of(ended));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "UDP"})
  void readingIsCancelled(String transport) throws Exception {
    FrameSession session =
        RtspSource.builder(camera.uri())
            .transport(RtspSource.Transport.valueOf(transport))
            .build()
            .open();
    assertThat(session.advance()).isTrue();
    camera.stall();
    Future<Long> ended = captureUntilItEnds(session);
    camera.later(Duration.ofMillis(300), () -> {}).get();
    assertEndsSoonAfterCancel(List.of(session), List.of(ended));
  }

  @Test
  void manySessionsAreCancelled() throws Exception {
    // More than ten, which is all that JavaCPP has native functions for in one callback class.
    camera.keepSilent();
    List<FrameSession> sessions = new ArrayList<>();
    List<Future<Long>> ends = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sessions.add(RtspSource.of(camera.uri()).open());
      ends.add(captureUntilItEnds(sessions.get(i)));
    }
    awaitConnections(12);
    assertEndsSoonAfterCancel(sessions, ends);
  }

  @Test
  void aCancelledSessionNeverConnects() {
    try (FrameSession session = RtspSource.of(camera.uri()).open()) {
      session.cancel();
      assertThatThrownBy(session::advance).isInstanceOf(SourceException.class);
    }
    assertThat(camera.connections()).isZero();
  }

  @Test
  void theCameraIsToldGoodbyeAlsoAfterACancellation() throws Exception {
    FrameSession session = RtspSource.of(camera.uri()).open();
    assertThat(session.advance()).isTrue();
    session.cancel();
    session.close();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (camera.goodbyes() == 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void cancelAndCloseMayComeAgainAndInAnyOrder() throws Exception {
    FrameSession session = RtspSource.of(camera.uri()).open();
    assertThat(session.advance()).isTrue();
    session.cancel();
    session.cancel();
    session.close();
    session.close();
    session.cancel();
    assertThat(session.info().codec()).isEqualTo("h264");
  }

  /** Captures, closes, and tells when that was done. */
  private Future<Long> captureUntilItEnds(FrameSession session) {
    return captures.submit(
        () -> {
          try (session) {
            Shots.drain(session);
          } catch (IOException e) {
            assertThat(e).hasMessageContaining("cancelled");
          }
          return System.nanoTime();
        });
  }

  private void awaitConnections(int count) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (camera.connections() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void assertEndsSoonAfterCancel(
      List<FrameSession> sessions, List<Future<Long>> ends) throws Exception {
    long before = System.nanoTime();
    sessions.forEach(FrameSession::cancel);
    for (Future<Long> end : ends) {
      assertThat(Duration.ofNanos(end.get() - before)).isLessThan(LIMIT);
    }
  }
}
