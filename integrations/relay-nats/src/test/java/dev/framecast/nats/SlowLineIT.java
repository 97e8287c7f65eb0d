package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose line carries less than is wanted. */
@Tag("real")
@Timeout(120)
class SlowLineIT {
  @TempDir Path folder;

  private void watch(int count, long bitsPerSecond, int least, long oldest) throws Exception {
    List<Viewer> viewers = new ArrayList<>();
    try (NatsServer server = new NatsServer(folder);
        SlowLine line = new SlowLine(server, bitsPerSecond);
        NatsLink near = NatsLink.open(line.url());
        NatsLink far = NatsLink.open(server.url());
        Cameras cameras = new Cameras();
        Cameras others = new Cameras();
        NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      assertThat(publisher.node()).isNotEmpty();
      for (int i = 0; i < count; i++) {
        cameras.add("c" + i, NumberedJpegs.source(1280, 720, 5));
        Camera copy = others.add("c" + i, new NatsSource(far, "here", "c" + i));
        viewers.add(new Viewer(copy, Rendition.SOURCE));
      }
      Await.until("something", () -> seen(viewers) > 5);
      boolean settled = Await.within(Duration.ofSeconds(3), () -> false);
      assertThat(settled).isFalse();
      viewers.forEach(Viewer::restart);
      long before = seen(viewers);
      boolean unused = Await.within(Duration.ofSeconds(10), () -> false);
      long seen = seen(viewers) - before;
      long old = viewers.stream().mapToLong(Viewer::oldestMillis).max().orElseThrow();
      System.out.printf(
          "figure: %d cameras, %d Mbit/s: %d connections, %d pictures in 10 s, %d ms old%n",
          count, bitsPerSecond / 1_000_000, line.connections(), seen, old);
      assertThat(line.connections()).isEqualTo(1);
      assertThat(seen).isGreaterThan(least);
      assertThat(old).isLessThan(oldest);
    } finally {
      viewers.forEach(Viewer::close);
    }
  }

  private static long seen(List<Viewer> viewers) {
    return viewers.stream().mapToLong(Viewer::live).sum();
  }

  @Test
  void manyCamerasOnASlowLineShowFewerPicturesAndKeepTheConnection() throws Exception {
    watch(20, 10_000_000, 50, 1_500);
  }

  @Test
  void oneCameraOnASlowLineIsNotOld() throws Exception {
    watch(1, 5_000_000, 20, 1_200);
  }
}
