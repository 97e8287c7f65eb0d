package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cameras of a site, as another node lists them. */
@Tag("real")
@Timeout(180)
class DirectoryIT {
  @TempDir Path folder;

  @Test
  void twoHundredCamerasOfFourNodesAreListedAndSixtyFourWatched() throws Exception {
    List<NodeProcess> nodes = new ArrayList<>();
    List<Viewer> viewers = new ArrayList<>();
    try (NatsServer server = new NatsServer(folder)) {
      for (int i = 0; i < 4; i++) {
        nodes.add(
            new NodeProcess("publish", server.url(), "here", "320x180@5", "n" + i + "-", "50"));
      }
      for (NodeProcess node : nodes) {
        Await.until("ready", () -> node.hasSaid("ready"));
      }
      try (NatsLink link = NatsLink.open(server.url());
          Cameras cameras = new Cameras()) {
        long begun = System.nanoTime();
        NatsCameras following = NatsCameras.follow(link, "here", cameras);
        Await.until("all are listed", () -> cameras.all().size() == 200);
        long listed = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("200 cameras of 4 nodes listed after " + listed + " ms");
        assertThat(listed).isLessThan(2_000);
        for (Camera camera : cameras.all().subList(0, 64)) {
          viewers.add(new Viewer(camera, Rendition.SOURCE));
        }
        Await.until("64 are live", () -> viewers.stream().allMatch(each -> each.live() > 5));
        System.out.println("64 live after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(viewers).allMatch(each -> each.broken() == 0);
        long killed = System.nanoTime();
        nodes.get(3).kill();
        Await.until("its cameras are gone", () -> cameras.all().size() == 150);
        long gone = (System.nanoTime() - killed) / 1_000_000;
        System.out.println("those of a dead node gone after " + gone + " ms");
        assertThat(gone).isLessThan(3_000);
        following.close();
        Await.until("all are gone", () -> cameras.all().isEmpty());
        viewers.forEach(Viewer::close);
      }
    } finally {
      nodes.forEach(NodeProcess::close);
    }
  }

  @Test
  void namesAndTagsComeAlongAndFollowWhatChanges() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NatsLink a = NatsLink.open(server.url());
        NatsLink c = NatsLink.open(server.url());
        Cameras ofA = new Cameras();
        Cameras others = new Cameras()) {
      NatsPublisher publisher = NatsPublisher.start(a, "here", ofA);
      Camera door =
          ofA.add(
              "door",
              NumberedJpegs.source(320, 180, 5),
              CameraOptions.builder().name("Front door").tags(Set.of("staff", "a,b c")).build());
      NatsCameras.follow(c, "here", others);
      Await.until("listed", () -> others.find("door") != null);
      Camera copy = others.find("door");
      assertThat(copy.name()).isEqualTo("Front door");
      assertThat(copy.options().tags()).containsExactlyInAnyOrder("staff", "a,b c");
      door.replaceOptions(CameraOptions.builder().name("Back door").tags(Set.of("night")).build());
      Await.until("renamed", () -> copy.name().equals("Back door"));
      assertThat(copy.options().tags()).containsExactly("night");
      publisher.close();
      Await.until("gone", () -> others.find("door") == null);
    }
  }

  @Test
  void anOwnCameraTakesThePlaceOfAnotherNodesWithItsViewers() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NatsLink a = NatsLink.open(server.url());
        NatsLink b = NatsLink.open(server.url());
        Cameras ofA = new Cameras();
        Cameras ofB = new Cameras()) {
      NatsPublisher first = NatsPublisher.start(a, "here", ofA);
      NatsPublisher second = NatsPublisher.start(b, "here", ofB);
      NatsCameras following = NatsCameras.follow(b, "here", ofB);
      ofA.add("door", NumberedJpegs.source(320, 180, 20));
      Await.until("listed", () -> following.has("door"));
      Camera door = ofB.find("door");
      try (Viewer viewer = new Viewer(door, Rendition.SOURCE)) {
        Await.until("live", () -> viewer.live() > 5);
        Camera own =
            following.addOwn(
                "door", NumberedJpegs.source(640, 360, 20), CameraOptions.builder().build());
        assertThat(own).isSameAs(door);
        assertThat(following.has("door")).isFalse();
        Await.until("its own", () -> door.status().width() == 640);
        long live = viewer.live();
        Await.until("the viewer has stayed", () -> viewer.live() > live + 5);
        assertThat(viewer.broken()).isZero();
      }
      assertThatThrownBy(
              () ->
                  following.addOwn(
                      "door", NumberedJpegs.source(320, 180, 5), CameraOptions.builder().build()))
          .hasMessageContaining("there is one already");
      first.close();
      boolean unused = Await.within(Duration.ofSeconds(1), () -> false);
      assertThat(ofB.find("door")).as("its own stays").isSameAs(door);
      assertThat(second.node()).isNotEmpty();
      following.addOwn("yard", NumberedJpegs.source(320, 180, 5), CameraOptions.builder().build());
      following.close();
      assertThat(ofB.all()).hasSize(2);
    }
  }

  @Test
  void twoNodesThatListEachOtherKeepNoCameraOfOneThatIsGone() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NodeProcess node =
            new NodeProcess("publish", server.url(), "here", "320x180@5", "door", "1");
        NatsLink a = NatsLink.open(server.url());
        NatsLink b = NatsLink.open(server.url());
        Cameras ofA = new Cameras();
        Cameras ofB = new Cameras()) {
      NatsPublisher.start(a, "here", ofA);
      NatsPublisher.start(b, "here", ofB);
      NatsCameras.follow(a, "here", ofA);
      NatsCameras.follow(b, "here", ofB);
      ofA.add("yard", NumberedJpegs.source(320, 180, 5));
      Await.until("all have both", () -> ofA.all().size() == 2 && ofB.all().size() == 2);
      node.kill();
      Await.until("the door is gone", () -> ofA.all().size() == 1 && ofB.all().size() == 1);
      assertThat(ofB.find("yard").status().kind()).isEqualTo("relay");
      assertThat(ofA.find("yard").status().kind()).isNotEqualTo("relay");
    }
  }

  @Test
  void aNodeThatServesItsOwnCameraAlsoHasItFromTheNodeThatCaptures() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        NodeProcess first =
            new NodeProcess("publish", server.url(), "here", "320x180@20", "door", "1")) {
      Await.until("ready", () -> first.hasSaid("ready"));
      long begun = System.currentTimeMillis() / 1_000;
      Await.until("a second later", () -> System.currentTimeMillis() / 1_000 > begun);
      AtomicInteger opened = new AtomicInteger();
      try (NatsLink link = NatsLink.open(server.url());
          Cameras cameras = new Cameras()) {
        NatsPublisher publisher = NatsPublisher.start(link, "here", cameras);
        Await.until("connected", link::isConnected);
        Camera door =
            cameras.add(
                "door",
                publisher.shared(
                    "door",
                    () -> {
                      opened.incrementAndGet();
                      return NumberedJpegs.source(320, 180, 20).open();
                    }));
        try (Viewer viewer = new Viewer(door, Rendition.SOURCE)) {
          Await.until("live", () -> viewer.live() > 20);
          assertThat(opened).as("connections of its own").hasValue(0);
          assertThat(first.count("opened")).isEqualTo(1);
          viewer.restart();
          first.kill();
          Await.until("its own", () -> opened.get() == 1);
          boolean unused = Await.within(Duration.ofSeconds(2), () -> false);
          System.out.println("own camera again: gap " + viewer.longestGapMillis() + " ms");
          assertThat(viewer.longestGapMillis()).isLessThan(3_000);
          publisher.close();
          door.reconnect();
          long live = viewer.live();
          Await.until("its own without a publisher", () -> viewer.live() > live + 10);
        }
      }
    }
  }
}
