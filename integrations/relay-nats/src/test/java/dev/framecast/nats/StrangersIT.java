package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may only watch, or only announce, and does that as fast as he can. */
@Tag("real")
@Timeout(120)
class StrangersIT {
  private static final Duration LONG = Duration.ofSeconds(8);

  @TempDir Path folder;

  /** Sends for that time, about so many a second. */
  private static void flood(Connection stranger, int perSecond, Flood each) {
    long begun = System.nanoTime();
    int[] count = new int[1];
    boolean unused =
        Await.within(
            LONG,
            () -> {
              long due = (System.nanoTime() - begun) / 1_000 * perSecond / 1_000_000;
              while (count[0] < due) {
                each.send(stranger, count[0]++);
              }
              return false;
            });
    System.out.println("figure: a stranger's messages " + count[0]);
  }

  private interface Flood {
    void send(Connection stranger, int number);
  }

  @SuppressWarnings("try") // who is interrupted while it closes has failed anyway
  private void othersAreUntouched(int perSecond, Flood each) throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NatsLink near = NatsLink.open(server.url());
        NatsLink far = NatsLink.open(server.url());
        Cameras cameras = new Cameras();
        Cameras others = new Cameras();
        NatsPublisher publisher = NatsPublisher.start(near, "here", cameras);
        Connection stranger = Nats.connect(server.url())) {
      cameras.add("door", NumberedJpegs.source(320, 180, 10));
      cameras.add("yard", NumberedJpegs.source(320, 180, 15));
      Camera yard = others.add("yard", new NatsSource(far, "here", "yard"));
      try (Viewer viewer = new Viewer(yard, Rendition.SOURCE)) {
        Await.until("live", () -> viewer.live() > 10);
        String node = publisher.node();
        long before = viewer.live();
        viewer.restart();
        flood(stranger, perSecond, each);
        System.out.printf(
            "figure: with a stranger %d pictures of %d, %d ms without one%n",
            viewer.live() - before, LONG.toSeconds() * 15, viewer.longestGapMillis());
        assertThat(viewer.longestGapMillis()).isLessThan(1_500);
        assertThat(publisher.node()).isEqualTo(node);
      }
    }
  }

  @Test
  void whoSaysThatHeIsAnyNumberOfReadersStopsNoCamera() throws Exception {
    othersAreUntouched(
        3_000,
        (stranger, number) -> {
          Headers headers = new Headers().put("Framecast-Reader", "r" + number % 1_000);
          for (int i = 0; i < 32; i++) {
            headers.add("Framecast-Want", "jpeg " + (16 + number % 7 + i * 8) + " 0 1.000");
          }
          stranger.publish("framecast.here.wishes.door", headers, new byte[0]);
        });
  }

  @Test
  void whoSaysThatHeIsAnyNumberOfNodesStopsNoCamera() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      lines.append('c').append(i).append("  n\n");
    }
    byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
    othersAreUntouched(
        20,
        (stranger, number) -> {
          Headers headers = new Headers().put("Framecast-Node", "n" + number);
          stranger.publish("framecast.here.nodes", headers.put("Framecast-Part", "0/1"), body);
        });
  }

  /** As many as there are, of a MiB each, would be more than this process has. */
  @Test
  @SuppressWarnings("try") // as above
  void whatIsHeardWhileNothingIsTakenIsBoundedWithItsHeaders() throws Exception {
    AtomicBoolean holds = new AtomicBoolean();
    try (NatsServer server = new NatsServer(folder);
        NatsLink near = NatsLink.open(server.url());
        Cameras cameras = new Cameras();
        Connection stranger = Nats.connect(server.url())) {
      cameras.add("door", NumberedJpegs.source(320, 180, 10));
      NatsPublisher publisher =
          NatsPublisher.start(
              near, "here", cameras.only(camera -> Await.within(Await.LONG, () -> !holds.get())));
      Await.until("named", () -> publisher.node().startsWith("00000000001"));
      long before = used();
      holds.set(true);
      String large = "x".repeat(500_000);
      for (int i = 0; i < 200; i++) {
        Headers headers = new Headers().put("Framecast-Node", "n" + i).put("More", large);
        stranger.publish("framecast.here.nodes", headers.put("Framecast-Part", "0/1"), new byte[0]);
        stranger.flush(Duration.ofSeconds(5));
      }
      pass(Duration.ofSeconds(1));
      long kept = used() - before;
      holds.set(false);
      System.out.println("figure: kept of a stranger's headers " + kept / 1_000_000 + " MB");
      assertThat(kept).isLessThan(60_000_000);
    }
  }

  private static void pass(Duration time) {
    boolean unused = Await.within(time, () -> false);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
