package dev.framecast.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.benchmarks.codec.EncodeWay;
import dev.framecast.benchmarks.codec.Scene;
import dev.framecast.frame.FrameSlot;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers and the client that comparisons stand on. */
class LoadClientTest {

  @ParameterizedTest
  @EnumSource
  void eachServerIsLoadedByFastAndSlowViewers(Sink sink) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("cam0", new StampedJpegs(jpeg(), 50));
      try (Sink.Running running = sink.start(cameras)) {
        Options options = new Options();
        options.port = running.port();
        options.path = "/cameras/cam0/stream.mjpg";
        options.viewers = 3;
        options.slow = 2;
        options.warmUp = 0.3;
        options.seconds = 0.5;
        options.pid = ProcessHandle.current().pid();
        String json = new LoadClient(options).load();
        assertThat(figure(json, "alive")).isEqualTo(3);
        assertThat(figure(json, "bad")).isZero();
        assertThat(figure(json, "s2xx")).isEqualTo(5);
        assertThat(figure(json, "fpsMin")).isGreaterThan(5);
        assertThat(figure(json, "latMsP50")).isBetween(0.0, 500.0);
        assertThat(figure(json, "serverCpuS")).isPositive();
        assertThat(new Gauge(cameras).read()).contains("\"published\":", "\"allocated\":");
      }
    }
  }

  private static byte[] jpeg() throws Exception {
    FrameSlot slot = new FrameSlot();
    try (EncodeWay encoder = EncodeWay.open(EncodeWay.Name.BGR_IMAGEIO, new Scene(160, 96))) {
      encoder.encode(slot);
    }
    byte[] jpeg = new byte[slot.length()];
    slot.bytes().get(jpeg);
    return jpeg;
  }

  private static double figure(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":([-0-9.]+)").matcher(json);
    assertThat(matcher.find()).as(name + " in " + json).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
