package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.image.TestPatternSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in one process, and a real server between them. */
@Tag("real")
@Timeout(60)
class RelayIT {
  private static final CameraOptions SHORT =
      CameraOptions.builder().linger(Duration.ofMillis(200)).build();

  @TempDir Path folder;

  private NatsServer server;
  private NatsLink near;
  private NatsLink far;
  private final Cameras cameras = new Cameras();
  private final Cameras others = new Cameras();

  @BeforeEach
  void start() throws Exception {
    server = new NatsServer(folder);
    near = NatsLink.open(server.url());
    far = NatsLink.open(server.url());
  }

  @AfterEach
  void end() {
    others.close();
    cameras.close();
    far.close();
    near.close();
    server.close();
  }

  @Test
  void aCameraOfAnotherNodeIsWatchedAndLetGo() throws Exception {
    Camera door = cameras.add("door", TestPatternSource.of(320, 240, 20), SHORT);
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      NatsSource source = new NatsSource(far, "here", "door");
      Camera copy = others.add("door", source, SHORT);
      long begun = System.nanoTime();
      try (Subscription viewer = copy.subscribe()) {
        Await.until("live", () -> copy.state() == CameraState.LIVE);
        System.out.printf("live after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        long before = 0;
        for (int i = 0; i < 40; i++) {
          try (Frame frame = viewer.next(Duration.ofSeconds(2))) {
            assertThat(frame).isNotNull();
            if (frame.live()) {
              assertThat(frame.width()).isEqualTo(320);
              assertThat(frame.sequence()).isGreaterThan(before);
              before = frame.sequence();
            }
          }
        }
        assertThat(door.status().viewers()).isEqualTo(1);
        assertThat(source.node()).contains(publisher.node());
        assertThat(source.clockBound()).hasValueSatisfying(bound -> assertThat(bound).isPositive());
        assertThat(source.clockOffset().orElseThrow().abs())
            .isLessThanOrEqualTo(source.clockBound().orElseThrow());
        System.out.println("figure: clock bound " + source.clockBound().orElseThrow());
        Await.until("the state has it", () -> copy.status().session().ageBoundMillis() > 0);
        assertThat(copy.status().session().width()).isEqualTo(320);
        try (Subscription small = copy.subscribe(Rendition.jpeg(160, 60), 5)) {
          Await.until(
              "a small one",
              () -> {
                try (Frame frame = small.frames().acquireNext(small.startAfter())) {
                  return frame != null && frame.live() && frame.width() == 160;
                }
              });
          assertThat(door.status().viewers()).isEqualTo(2);
        }
        Await.until("the small one is let go", () -> door.status().viewers() == 1);
      }
      Await.until("it is let go", () -> door.state() == CameraState.IDLE);
    }
  }

  @Test
  void aRateIsTheSameFarAwayAsHere() throws Exception {
    Camera door = cameras.add("door", TestPatternSource.of(320, 240, 30), SHORT);
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      assertThat(publisher.node()).isNotEmpty();
      Camera copy = others.add("door", new NatsSource(far, "here", "door"), SHORT);
      Rendition small = Rendition.jpeg(160, 60);
      try (Subscription here = door.subscribe(small, 5);
          Subscription there = copy.subscribe(small, 5)) {
        Await.until("both live", () -> isLive(here) && isLive(there));
        int[] counts = new int[2];
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (System.nanoTime() - end < 0) {
          counts[0] += isLive(here) ? 1 : 0;
          counts[1] += isLive(there) ? 1 : 0;
          LockSupport.parkNanos(1_000_000);
        }
        System.out.printf("figure: 5 fps for 4 s: %d here, %d there%n", counts[0], counts[1]);
        assertThat(counts[1]).isBetween(12, 24);
      }
    }
  }

  @Test
  void aCameraThatIsAlwaysOnIsLiveWithoutAViewer() {
    Camera door = cameras.add("door", TestPatternSource.of(320, 240, 20), SHORT);
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      Camera copy =
          others.add(
              "door",
              new NatsSource(far, "here", "door"),
              CameraOptions.builder().alwaysOn(true).build());
      Await.until("live", () -> copy.state() == CameraState.LIVE);
      assertThat(door.status().viewers()).isEqualTo(1);
      assertThat(publisher.node()).isNotEmpty();
    }
  }

  @Test
  void aCameraThatIsRemovedAndAddedAgainIsSeenAtOnce() throws Exception {
    cameras.add("door", TestPatternSource.of(320, 240, 20), SHORT);
    try (NatsPublisher publisher = NatsPublisher.start(near, "here", cameras)) {
      Camera copy = others.add("door", new NatsSource(far, "here", "door"));
      try (Viewer viewer = new Viewer(copy, Rendition.SOURCE, false)) {
        Await.until("live", () -> viewer.live() > 100); // so many are to be caught up with else
        cameras.remove("door");
        cameras.add("door", TestPatternSource.of(320, 240, 20), SHORT);
        viewer.restart();
        Await.until("live again", () -> viewer.live() > 120);
        System.out.println("figure: added again, gap " + viewer.longestGapMillis() + " ms");
        assertThat(viewer.longestGapMillis()).isLessThan(3_000);
        assertThat(viewer.backwards()).isZero();
      }
      assertThat(publisher.node()).isNotEmpty();
    }
  }

  private static boolean isLive(Subscription viewer) {
    try (Frame frame = viewer.next(Duration.ZERO)) {
      return frame != null && frame.live();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
