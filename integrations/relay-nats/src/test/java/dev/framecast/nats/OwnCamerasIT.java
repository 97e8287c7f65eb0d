package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which cameras a node says that it has. */
@Tag("real")
@Timeout(60)
class OwnCamerasIT {
  @TempDir Path folder;

  private NatsServer server;
  private NatsLink near;
  private NatsLink far;
  private final Cameras cameras = new Cameras();
  private final Cameras others = new Cameras();
  private final Cameras spare = new Cameras();

  @BeforeEach
  void start() throws Exception {
    server = new NatsServer(folder);
    near = NatsLink.open(server.url());
    far = NatsLink.open(server.url());
  }

  @AfterEach
  void end() {
    spare.close();
    others.close();
    cameras.close();
    far.close();
    near.close();
    server.close();
  }

  @Test
  void aCameraThatIsAnotherNodesIsLeftToThatWhateverTheLink() throws Exception {
    cameras.add("door", NumberedJpegs.source(320, 180, 20));
    // It is the first, and would be the one to publish.
    others.add("door", new NatsSource(far, "here", "door"));
    NatsPublisher forwarding = NatsPublisher.start(far, "here", others);
    String before = forwarding.node();
    Await.until("it has a name", () -> !forwarding.node().equals(before));
    NatsPublisher publisher = NatsPublisher.start(near, "here", cameras);
    Camera copy = others.all().iterator().next();
    try (Viewer viewer = new Viewer(copy, Rendition.SOURCE)) {
      assertThat(Await.within(Duration.ofSeconds(8), () -> viewer.live() > 20)).isTrue();
    }
    publisher.close();
    forwarding.close();
  }

  @Test
  void aCameraThatIsRemovedDoesNotComeBackFromThisNodeItself() throws Exception {
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras);
        NatsCameras following = NatsCameras.follow(near, "here", cameras)) {
      for (int i = 0; i < 8; i++) {
        following.addOwn("c" + i, NumberedJpegs.source(32, 32, 1), CameraOptions.DEFAULT);
      }
      NatsCameras.follow(far, "here", others);
      Await.until("listed", () -> others.all().size() == 8);
      assertThat(publisher.node()).isNotEmpty();
      for (int i = 0; i < 8; i++) {
        int left = 8 - i;
        assertThat(Await.within(Duration.ofMillis(350), () -> cameras.all().size() > left))
            .as("one before c" + i + " is back")
            .isFalse();
        cameras.remove("c" + i);
      }
      assertThat(Await.within(Duration.ofSeconds(3), () -> !cameras.all().isEmpty())).isFalse();
      // One of another node may take its place.
      NatsPublisher.start(far, "here", spare);
      spare.add("c0", NumberedJpegs.source(32, 32, 1));
      Await.until("another node's", () -> following.has("c0"));
    }
  }

  @Test
  void optionsThatFailOfSomeCamerasKeepNoOthersAway() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      for (int i = 0; i < 6; i++) {
        cameras.add("c" + i, NumberedJpegs.source(32, 32, 1));
      }
      NatsCameras.follow(
          far,
          "here",
          others,
          options -> {
            switch (asked.incrementAndGet()) {
              case 1 -> throw new NoClassDefFoundError("something/Optional");
              case 3 -> throw new IllegalStateException("not yet");
              default -> {}
            }
            return options;
          });
      Await.until("all are listed", () -> others.all().size() == 6);
      assertThat(asked).hasValue(8);
      assertThat(publisher.node()).isNotEmpty();
    }
  }

  @Test
  void aListThatIsLongerThanTheServerTakesIsSaidInPartsAndWhatIsTooLongIsTold() throws Exception {
    try (NatsServer strict = NatsServer.configured(folder, "max_payload: 8192\n");
        NatsLink from = NatsLink.open(strict.url());
        NatsLink to = NatsLink.open(strict.url());
        NatsPublisher publisher = NatsPublisher.start(from, "here", cameras)) {
      assertThat(publisher.node()).isNotEmpty();
      for (int i = 0; i < 200; i++) {
        CameraOptions options = CameraOptions.builder().name("x".repeat(85)).build();
        cameras.add("c" + i, NumberedJpegs.source(32, 32, 1), options);
      }
      NatsCameras.follow(to, "here", others);
      Await.until("all are listed", () -> others.all().size() == 200);
      assertThat(from.problem()).isNull();
      Set<String> tags = new HashSet<>();
      for (int i = 0; i < 30; i++) {
        tags.add("\u20ac".repeat(190) + i);
      }
      cameras.add(
          "large", NumberedJpegs.source(32, 32, 1), CameraOptions.builder().tags(tags).build());
      cameras.add("last", NumberedJpegs.source(32, 32, 1));
      Await.until("told", () -> from.problem() != null);
      assertThat(from.problem()).contains("takes no messages of");
      Await.until("others are listed", () -> others.find("last") != null);
      assertThat(others.find("large")).isNull();
    }
  }
}
