package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes have the same camera, and this one watches it. */
@Tag("real")
@Timeout(180)
class FailOverIT {
  private static final String SIZE = "640x360@20";

  /** By hand once with 30 s: -Dframecast.freeze=30. */
  private static final Duration FREEZE = Duration.ofSeconds(Long.getLong("framecast.freeze", 5L));

  @TempDir Path folder;

  private NatsServer server;
  private NodeProcess first;
  private NodeProcess second;
  private NatsLink link;
  private final Cameras cameras = new Cameras();
  private Viewer viewer;

  @BeforeEach
  void start() throws Exception {
    server = new NatsServer(folder);
    first = node("door", 1);
    Await.until("the first is there", () -> first.hasSaid("ready"));
    second = node("door", 1);
    Await.until("the second is there", () -> second.hasSaid("ready"));
    link = NatsLink.open(server.url());
    Camera door = cameras.add("door", new NatsSource(link, "here", "door"));
    viewer = new Viewer(door, Rendition.SOURCE);
    Await.until("live", () -> viewer.live() > 20);
  }

  private NodeProcess node(String id, int count) throws Exception {
    return new NodeProcess("publish", server.url(), "here", SIZE, id, Integer.toString(count));
  }

  @AfterEach
  void end() {
    viewer.close();
    cameras.close();
    link.close();
    first.close();
    second.close();
    server.close();
  }

  private static void pass(Duration time) {
    boolean unused = Await.within(time, () -> false);
  }

  private void print(String what) {
    System.out.printf("%s: %d ms without a frame%n", what, viewer.longestGapMillis());
  }

  @Test
  void oneOfTwoNodesCapturesAndTheOtherTakesOverWhenItIsKilled() {
    assertThat(first.count("opened")).isEqualTo(1);
    assertThat(second.count("opened")).isZero();
    viewer.restart();
    first.kill();
    pass(Duration.ofSeconds(5));
    print("killed");
    assertThat(viewer.longestGapMillis()).isLessThan(3_000);
    assertThat(second.count("opened")).isEqualTo(1);
    assertThat(viewer.broken()).isZero();
    assertThat(viewer.backwards()).isZero();
  }

  @Test
  void aNodeThatStoodStillLeavesTheCameraToWhoHasTakenItOver() throws Exception {
    viewer.restart();
    first.signal("STOP");
    pass(FREEZE);
    print("frozen");
    assertThat(viewer.longestGapMillis()).isLessThan(3_000);
    assertThat(second.count("opened")).isEqualTo(1);
    viewer.restart();
    first.signal("CONT");
    pass(Duration.ofSeconds(4));
    print("let go");
    assertThat(viewer.longestGapMillis()).isLessThan(1_000);
    assertThat(viewer.oldestMillis()).as("nothing old").isLessThan(1_500);
    assertThat(first.count("opened")).as("it did not capture again").isEqualTo(1);
    assertThat(second.count("opened")).isEqualTo(1);
    assertThat(viewer.backwards()).isZero();
  }
}
