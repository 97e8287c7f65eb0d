package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Login;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FailureTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);
  private static final String USER = "admin";
  private static final String PASSWORD = "p@ss:w/rd#1%";

  private final TestCamera camera = new TestCamera(H264);

  @AfterEach
  void stop() throws Exception {
    camera.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLoginIsAnsweredBasicOrDigest(boolean digest) throws Exception {
    camera.require(new Login(USER, PASSWORD, digest));
    RtspSource source = RtspSource.builder(camera.uri()).credentials(USER, PASSWORD).build();
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
    assertThat(source.description()).isEqualTo(camera.uri());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWrongPasswordIsToldWithoutNamingIt(boolean digest) {
    camera.require(new Login(USER, PASSWORD, digest));
    SourceException error =
        Shots.failure(RtspSource.of(camera.uri().replace("//", "//admin:wr0ng@")));
    assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(error).hasMessageContaining(camera.uri());
    assertThat(error.toString()).doesNotContain("wr0ng").doesNotContain(USER);
  }

  @Test
  void aClosedPortIsUnreachable() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    SourceException error = Shots.failure(RtspSource.of("rtsp://127.0.0.1:" + port + "/"));
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("refused");
  }

  @Test
  void aPeerThatNeverAnswersTimesOut() {
    camera.keepSilent();
    long before = System.nanoTime();
    SourceException error = Shots.failure(quick());
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no answer for 500 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aCameraThatStopsSendingTimesOut() throws Exception {
    try (FrameSession session = quick().open()) {
      assertThat(session.advance()).isTrue();
      camera.stall();
      SourceException error = untilItFails(session);
      assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(error).hasMessageContaining("no video for 500 ms");
    }
  }

  @Test
  void aShortStallIsSatOut() throws Exception {
    try (FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      camera.stall();
      Future<?> change = camera.later(Duration.ofSeconds(1), camera::resume);
      for (int i = 0; i < 60; i++) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(change).isDone();
    }
  }

  @Test
  void aCameraThatHangsUpEndsTheStream() throws Exception {
    try (FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      camera.drop();
      assertThat(untilItFails(session).kind()).isIn(Kind.ENDED, Kind.UNREACHABLE);
    }
  }

  @Test
  void aCameraThatHangsUpAndSendsNoMoreDatagramsEndsTheStreamSoon() throws Exception {
    RtspSource source =
        RtspSource.builder(camera.uri()).transport(RtspSource.Transport.UDP).build();
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
      camera.drop();
      long before = System.nanoTime();
      SourceException error = untilItFails(session);
      assertThat(error.kind()).isEqualTo(Kind.ENDED);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void aResetConnectionIsUnreachable() throws Exception {
    try (FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      camera.reset();
      assertThat(untilItFails(session).kind()).isIn(Kind.ENDED, Kind.UNREACHABLE);
    }
  }

  @Test
  void garbageBetweenPacketsIsSurvivedOrEndsInAnError() throws Exception {
    try (FrameSession session = quick().open()) {
      assertThat(session.advance()).isTrue();
      camera.sendGarbage();
      try {
        for (int i = 0; i < 50; i++) {
          assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
        }
      } catch (SourceException e) {
        assertThat(e.kind()).isIn(Kind.BROKEN, Kind.ENDED, Kind.UNREACHABLE);
      }
    }
  }

  @Test
  void aPathThatIsNotThereIsNoVideo() {
    camera.answer("DESCRIBE", 404);
    assertThat(Shots.failure(quick()).kind()).isEqualTo(Kind.NO_VIDEO);
  }

  @Test
  void aRefusedTransportIsUnsupported() {
    camera.answer("SETUP", 461);
    SourceException error = Shots.failure(quick());
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("461");
  }

  @Test
  void aStreamOfSoundAloneIsNoVideo() throws Exception {
    String sound = "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    try (TestCamera radio =
        new TestCamera(new Clip(sound, H264.pictures(), 25, H264.payloader()))) {
      assertThat(Shots.failure(RtspSource.of(radio.uri())).kind()).isEqualTo(Kind.NO_VIDEO);
    }
  }

  @Test
  void anOptionThatNothingTakesIsNamed() {
    SourceException error =
        Shots.failure(RtspSource.builder(camera.uri()).option("stimeout", "1").build());
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error).hasMessageContaining("stimeout");
  }

  @Test
  void aWebServerIsNoCamera() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (var socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      thread.start();
      SourceException error =
          Shots.failure(RtspSource.of("rtsp://127.0.0.1:" + server.getLocalPort() + "/"));
      assertThat(error.kind()).isIn(Kind.BROKEN, Kind.NO_VIDEO);
      thread.join();
    }
  }

  private RtspSource quick() {
    return RtspSource.builder(camera.uri()).timeout(Duration.ofMillis(500)).build();
  }

  private static SourceException untilItFails(FrameSession session) {
    return catchThrowableOfType(
        SourceException.class,
        () -> {
          Shots.drain(session);
        });
  }
}
