package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to ask for packets. */
@Timeout(30)
class TransportTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final String SOUND = "m=audio 0 RTP/AVP 0\r\na=control:audio\r\n";

  private static void isShown(RtspSource source) throws Exception {
    try (FrameSession session = source.open()) {
      assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
    }
  }

  private static RtspSource source(TestCamera camera, int millis) {
    return RtspSource.builder(camera.uri()).timeout(Duration.ofMillis(millis)).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SOUND})
  void aCameraThatIsSlowIsShownByTheConnectionThatWasFirst(String sound) throws Exception {
    Script script = new Script().media(video -> sound + video).delay(Duration.ofMillis(1_900));
    try (TestCamera camera = new TestCamera(H264).with(script)) {
      long before = System.nanoTime();
      isShown(source(camera, 3_000));
      // Another connection, which is made after a second, would have to wait anew.
      assertThat((System.nanoTime() - before) / 1e9).isBetween(1.9, 2.85);
      assertThat(camera.connections()).isGreaterThan(1);
    }
  }

  @Test
  void aCameraThatRefusesASecondSessionIsAskedOverUdpWhenTheFirstIsGivenUp() throws Exception {
    AtomicInteger open = new AtomicInteger();
    Script script =
        new Script()
            .silentOver("tcp")
            .answer(
                text -> {
                  // Of the requests that come while the first session lasts.
                  boolean second = text.contains("application/sdp") && open.getAndIncrement() == 1;
                  return second ? text.replaceFirst(" 200 [^\r]*", " 453 Not Enough") : text;
                });
    try (TestCamera camera = new TestCamera(H264).with(script)) {
      isShown(source(camera, 4_000));
      assertThat(requests(camera, "DESCRIBE")).hasSize(3);
      assertThat(requests(camera, "TEARDOWN")).hasSizeGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void aCameraThatHangsInASecondConnectionIsShownByTheFirst() throws Exception {
    Script script = new Script().delay(Duration.ofMillis(900));
    try (TestCamera camera = new TestCamera(H264).with(script);
        FrameSession session = source(camera, 2_000).open()) {
      Future<?> hangs = camera.later(Duration.ofMillis(400), camera::keepSilent);
      assertThat(session.advance()).isTrue();
      assertThat(hangs).isDone();
      assertThat(requests(camera, "DESCRIBE")).hasSize(1);
    }
  }

  private static List<String> requests(TestCamera camera, String method) {
    return camera.requests().stream().filter(line -> line.startsWith(method)).toList();
  }

  @Test
  void multicastIsJoined() throws Exception {
    Script script = new Script().multicast(freePair());
    try (TestCamera camera = new TestCamera(H264).with(script)) {
      isShown(RtspSource.builder(camera.uri()).transport(RtspSource.Transport.MULTICAST).build());
    }
  }

  private static int freePair() throws IOException {
    while (true) {
      try (DatagramSocket rtp = new DatagramSocket()) {
        if (rtp.getLocalPort() % 2 == 0) {
          try (DatagramSocket rtcp = new DatagramSocket(rtp.getLocalPort() + 1)) {
            return rtcp.getLocalPort() - 1;
          } catch (IOException e) {
            // It is another's; the next may be free.
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "UDP"})
  void ipv6IsAnAddressAsAnyOther(RtspSource.Transport transport) throws Exception {
    assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6_LOOPBACK)) != null);
    try (TestCamera camera = new TestCamera(H264, "[::1]")) {
      assertThat(camera.uri()).startsWith("rtsp://[::1]:");
      isShown(RtspSource.builder(camera.uri()).transport(transport).build());
      assertThat(requests(camera, "DESCRIBE")).allMatch(line -> line.contains(camera.uri()));
    }
  }
}
