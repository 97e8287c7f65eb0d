package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed, frozen, not there at first, or of which one of three is. */
@Tag("real")
@Timeout(180)
class ServerFaultsIT {
  @TempDir Path folder;

  private static void pass(Duration time) {
    boolean unused = Await.within(time, () -> false);
  }

  @Test
  void aServerThatIsKilledAndComesBackIsFoundAgainAndNothingOldIsShown() throws Exception {
    List<NatsServer> servers = new ArrayList<>(List.of(new NatsServer(folder)));
    String url = servers.get(0).url();
    try (NatsLink near = NatsLink.open(url);
        NatsLink far = NatsLink.open(url);
        Cameras cameras = new Cameras();
        Cameras others = new Cameras()) {
      NatsPublisher.start(near, "here", cameras);
      Camera own = cameras.add("door", NumberedJpegs.source(640, 360, 20));
      Camera copy = others.add("door", new NatsSource(far, "here", "door"));
      try (Viewer local = new Viewer(own, Rendition.SOURCE);
          Viewer viewer = new Viewer(copy, Rendition.SOURCE)) {
        Await.until("live", () -> viewer.live() > 20 && local.live() > 20);
        local.restart();
        servers.get(0).kill();
        Await.until("down", () -> copy.state() != CameraState.LIVE);
        Await.until("told", () -> far.problem() != null && !far.isConnected());
        System.out.println("state while the server is away: " + copy.status().lastError());
        pass(Duration.ofSeconds(3));
        assertThat(copy.status().lastError()).contains("NATS cannot be reached");
        long before = viewer.live();
        viewer.restart();
        servers.add(NatsServer.again(folder, servers.get(0).port()));
        long begun = System.nanoTime();
        Await.until("frames again", () -> viewer.live() > before);
        long back = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("back after " + back + " ms");
        assertThat(back).isLessThan(3_000);
        pass(Duration.ofSeconds(1));
        assertThat(viewer.oldestMillis()).isLessThan(1_500);
        assertThat(viewer.backwards()).isZero();
        assertThat(local.longestGapMillis()).as("local viewers").isLessThan(1_000);
      }
    } finally {
      servers.forEach(NatsServer::close);
    }
  }

  @Test
  void aServerThatIsNotThereAtFirstIsWaitedFor() throws Exception {
    int port;
    try (NatsServer server = new NatsServer(folder)) {
      port = server.port();
    }
    try (NatsLink near = NatsLink.open("nats://127.0.0.1:" + port);
        NatsLink far = NatsLink.open("nats://127.0.0.1:" + port);
        Cameras cameras = new Cameras();
        Cameras others = new Cameras()) {
      NatsPublisher.start(near, "here", cameras);
      NatsCameras.follow(far, "here", others);
      cameras.add("door", NumberedJpegs.source(320, 180, 20));
      pass(Duration.ofSeconds(1));
      assertThat(far.problem()).contains("Unable to connect");
      try (NatsServer server = NatsServer.again(folder, port)) {
        assertThat(server.port()).isEqualTo(port);
        Await.until("listed", () -> others.find("door") != null);
        assertThat(far.problem()).isNull();
        try (Viewer viewer = new Viewer(others.find("door"), Rendition.SOURCE)) {
          Await.until("live", () -> viewer.live() > 5);
        }
      }
    }
  }

  @Test
  void aServerThatIsFrozenIsLeftAndHarmsNoLocalViewer() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NatsLink near = NatsLink.open(server.url());
        NatsLink far = NatsLink.open(server.url());
        Cameras cameras = new Cameras();
        Cameras others = new Cameras()) {
      NatsPublisher.start(near, "here", cameras);
      Camera own = cameras.add("door", NumberedJpegs.source(1920, 1080, 30));
      Camera copy = others.add("door", new NatsSource(far, "here", "door"));
      try (Viewer local = new Viewer(own, Rendition.SOURCE);
          Viewer viewer = new Viewer(copy, Rendition.SOURCE)) {
        Await.until("live", () -> viewer.live() > 20 && local.live() > 20);
        local.restart();
        server.signal("STOP");
        Await.until("noticed", () -> !near.isConnected() && !far.isConnected());
        pass(Duration.ofSeconds(5));
        long before = viewer.live();
        viewer.restart();
        long begun = System.nanoTime();
        server.signal("CONT");
        Await.until("frames again", () -> viewer.live() > before);
        System.out.println(
            "a frozen server: back after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(System.nanoTime() - begun).isLessThan(3_000_000_000L);
        pass(Duration.ofSeconds(1));
        assertThat(viewer.oldestMillis()).isLessThan(1_500);
        assertThat(local.longestGapMillis()).as("local viewers").isLessThan(1_000);
        assertThat(viewer.broken()).isZero();
      }
    }
  }

  @Test
  void ofThreeServersOneIsKilledAndViewersGoOnWithinThreeSeconds() throws Exception {
    try (NatsServer a = clustered();
        NatsServer b = clustered(a);
        NatsServer c = clustered(a)) {
      String all = a.url() + "," + b.url() + "," + c.url();
      try (NodeProcess node =
              new NodeProcess(
                  "publish", b.url() + "," + c.url(), "here", "640x360@20", "door", "1");
          NatsLink link =
              NatsLink.builder(a.url() + "," + c.url()).options(o -> o.noRandomize()).open();
          Cameras cameras = new Cameras()) {
        assertThat(all).contains(",");
        Camera door = cameras.add("door", new NatsSource(link, "here", "door"));
        try (Viewer viewer = new Viewer(door, Rendition.SOURCE)) {
          Await.until("live", () -> viewer.live() > 20);
          viewer.restart();
          a.kill(); // that of the viewer
          pass(Duration.ofSeconds(5));
          System.out.println("one of three killed: " + viewer.longestGapMillis() + " ms");
          assertThat(viewer.longestGapMillis()).isLessThan(3_000);
          viewer.restart();
          b.kill(); // maybe that of the node
          pass(Duration.ofSeconds(5));
          System.out.println("another one killed: " + viewer.longestGapMillis() + " ms");
          assertThat(viewer.longestGapMillis()).isLessThan(3_000);
          assertThat(node.hasSaid("ready")).isTrue();
          assertThat(viewer.broken()).isZero();
        }
      }
    }
  }

  private NatsServer clustered(NatsServer... known) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("--cluster_name", "test", "--cluster", "nats://127.0.0.1:-1"));
    for (NatsServer each : known) {
      options.addAll(List.of("--routes", "nats://127.0.0.1:" + each.clusterPort()));
    }
    return new NatsServer(folder, options.toArray(String[]::new));
  }
}
