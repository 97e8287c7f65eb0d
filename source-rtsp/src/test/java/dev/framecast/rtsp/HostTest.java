package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.HostNames;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a name to a connection. */
@Timeout(30)
class HostTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private final HostNames hanging =
      new HostNames(
          host -> {
            lookups.incrementAndGet();
            try {
              over.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
          });

  @AfterEach
  void stop() {
    over.countDown();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "HTTP"})
  void allAddressesOfANameAreTriedAndItMayHaveAnUnderscore(RtspSource.Transport transport)
      throws Exception {
    HostNames names =
        new HostNames(
            host -> {
              assertThat(host).isEqualTo("front_door");
              return new InetAddress[] {
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), // nobody listens there
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
              };
            });
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session =
            RtspSource.builder(camera.uri().replace("127.0.0.1", "front_door"))
                .transport(transport)
                .names(names)
                .build()
                .open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.requests()).anyMatch(line -> line.contains("DESCRIBE rtsp://front_door:"));
    }
  }

  @Test
  void cancelEndsTheWaitForANameThatIsNotFound() throws Exception {
    RtspSource source = RtspSource.builder("rtsp://cam/v").names(hanging).build();
    for (int i = 0; i < 3; i++) { // and they all share one thread that hangs
      try (FrameSession session = source.open()) {
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> advance(session));
        assertThatThrownBy(() -> first.get(200, TimeUnit.MILLISECONDS)).isNotNull();
        session.cancel();
        assertThat(first.get(2, TimeUnit.SECONDS).toString()).contains("cancelled");
      }
    }
    assertThat(lookups).hasValue(1);
  }

  private static Object advance(FrameSession session) {
    try {
      return session.advance();
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void aNameThatIsNotFoundInTimeIsToldSo() {
    SourceException error =
        Shots.failure(
            RtspSource.builder("rtsp://cam/v")
                .names(hanging)
                .timeout(Duration.ofMillis(100))
                .build());
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("could not be looked up within 100 ms");
  }

  @Test
  void aNameThatNobodyKnowsIsToldSo() {
    HostNames none =
        new HostNames(
            host -> {
              throw new UnknownHostException(host);
            });
    SourceException error = Shots.failure(RtspSource.builder("rtsp://cam/v").names(none).build());
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no such host");
  }
}
