package dev.framecast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifScript;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;

/** Probes go out on the loopback interface alone, and to a port of each test's own. */
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
abstract class OnLoopback {
  static final String HOST = "127.0.0.2";

  final int port = freePort();

  final OnvifScript script = new OnvifScript();

  static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Discovery.Builder onLoopback() {
    try {
      String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
      return Discovery.builder()
          .on(lo)
          .port(port)
          .enough(1)
          .listen(Duration.ofSeconds(10))
          .timeout(Duration.ofSeconds(5));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<FoundCamera> found() throws Exception {
    return found(onLoopback());
  }

  List<FoundCamera> found(Discovery.Builder builder) throws Exception {
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      return builder.build().find();
    }
  }

  void assertWhole(List<FoundCamera> found) {
    assertThat(found).hasSize(1);
    FoundCamera camera = found.get(0);
    assertThat(camera.problem()).isEmpty();
    assertThat(camera.host()).isEqualTo(HOST);
    assertThat(camera.streams())
        .containsExactly(
            new FoundStream("rtsp://127.0.0.2:554/main", "H264", 1920, 1080),
            new FoundStream("rtsp://127.0.0.2:554/sub?a=1&b=2", "H264", 640, 360));
    assertThat(camera.snapshot()).isEqualTo("http://127.0.0.2/snap.jpg?ch=1&q=2");
  }
}
