package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Video as it comes, on other nodes. */
@Tag("real")
@Timeout(60)
class VideoIT {
  @TempDir Path folder;

  private NatsServer server;
  private NatsLink near;
  private NatsLink far;
  private final Cameras cameras = new Cameras();
  private final Cameras others = new Cameras();
  private final Cameras third = new Cameras();

  @BeforeEach
  void start() throws Exception {
    // Small enough that key frames come in parts.
    server = NatsServer.configured(folder, "max_payload: 2000");
    near = NatsLink.open(server.url());
    far = NatsLink.open(server.url());
    NatsPublisher.start(near, "here", cameras);
  }

  @AfterEach
  void end() {
    third.close();
    others.close();
    cameras.close();
    far.close();
    near.close();
    server.close();
  }

  /** Reads units: each is whole, and one that is no key frame comes right behind another. */
  private static List<Long> read(Subscription viewer, int count, boolean fresh)
      throws InterruptedException {
    List<Long> sums = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (sums.size() < count && System.nanoTime() - end < 0) {
      try (Frame frame = viewer.next(Duration.ofSeconds(1))) {
        if (frame != null && frame.live()) {
          assertThat(frame.format().isVideo()).isTrue();
          if (sums.isEmpty() && fresh) {
            assertThat(frame.isKey()).as("begins with a key frame").isTrue();
          }
          CRC32 sum = new CRC32();
          sum.update(frame.bytes());
          sums.add(sum.getValue());
        }
      }
    }
    assertThat(sums).hasSize(count);
    return sums;
  }

  @Test
  void unitsOfVideoComeAsTheyAreAndWhoComesLaterWaitsForNoKeyFrame() throws Exception {
    Camera door = cameras.add("door", new RecordedVideo());
    Camera copy = others.add("door", new NatsSource(far, "here", "door"));
    Set<Long> sent = ConcurrentHashMap.newKeySet();
    try (Subscription here = door.subscribe(Rendition.VIDEO, 0);
        Subscription there = copy.subscribe(Rendition.VIDEO, 0)) {
      sent.addAll(read(here, 60, true));
      List<Long> seen = read(there, 60, true);
      assertThat(sent).as("all of the recording, as it is").containsAll(seen);
      Camera later = third.add("door", new NatsSource(far, "here", "door"));
      long begun = System.nanoTime();
      try (Subscription newcomer = later.subscribe(Rendition.VIDEO, 0)) {
        assertThat(sent).containsAll(read(newcomer, 5, true));
        System.out.println(
            "figure: a newcomer's video after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(sent).as("the others go on").containsAll(read(there, 10, false));
      }
      assertThat(copy.status().dropped()).isZero();
    }
  }

  @Test
  void whoComesLongAfterAKeyFrameWaitsForNoOtherOne() throws Exception {
    cameras.add("door", new RecordedVideo(200)); // one in ten seconds
    Camera copy = others.add("door", new NatsSource(far, "here", "door"));
    try (Subscription there = copy.subscribe(Rendition.VIDEO, 0)) {
      assertThat(read(there, 80, true)).isNotEmpty();
      Camera later = third.add("door", new NatsSource(far, "here", "door"));
      long begun = System.nanoTime();
      try (Subscription newcomer = later.subscribe(Rendition.VIDEO, 0)) {
        assertThat(read(newcomer, 80, true)).isNotEmpty();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("figure: video since a key frame of 4 s ago after " + millis + " ms");
        assertThat(millis).isLessThan(2_000);
        assertThat(later.status().dropped()).isZero();
      }
    }
  }

  @Test
  void aReaderWhoseConnectionWasLostWaitsForNoKeyFrame() throws Exception {
    cameras.add("door", new RecordedVideo(300)); // one in fifteen seconds
    try (Cable cable = new Cable(server);
        NatsLink cut = NatsLink.open(cable.url())) {
      Camera copy = others.add("door", new NatsSource(cut, "here", "door"));
      try (Subscription there = copy.subscribe(Rendition.VIDEO, 0)) {
        assertThat(read(there, 60, true)).isNotEmpty();
        long begun = System.nanoTime();
        cable.cut();
        assertThat(read(there, 20, false)).isNotEmpty();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("figure: 20 units of video after a lost connection: " + millis + " ms");
        assertThat(millis).isLessThan(3_000);
      }
    }
  }

  @Test
  void aReaderThatWasCutOffForLongSeesVideoAgainAtOnce() throws Exception {
    cameras.add("door", new RecordedVideo(400)); // one in twenty seconds
    try (Cable cable = new Cable(server);
        NatsLink cut = NatsLink.open(cable.url())) {
      Camera copy = others.add("door", new NatsSource(cut, "here", "door"));
      try (Subscription there = copy.subscribe(Rendition.VIDEO, 0)) {
        assertThat(read(there, 60, true)).isNotEmpty();
        cable.off();
        Await.until("no picture", () -> copy.state() == CameraState.STALLED);
        long begun = System.nanoTime();
        cable.on();
        assertThat(read(there, 20, false)).isNotEmpty();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("figure: 20 units of video after a slate: " + millis + " ms");
        assertThat(millis).isLessThan(3_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 1_450, 1_700, 2_300})
  void videoThatWasHeldUpGoesOnWithoutAKeyFrame(int millis) throws Exception {
    cameras.add("door", new RecordedVideo(400)); // one in twenty seconds
    Camera copy = others.add("door", new NatsSource(far, "here", "door"));
    try (Subscription there = copy.subscribe(Rendition.VIDEO, 0)) {
      assertThat(read(there, 40, true)).isNotEmpty();
      server.signal("STOP");
      boolean unused = Await.within(Duration.ofMillis(millis), () -> false);
      server.signal("CONT");
      long begun = System.nanoTime();
      assertThat(read(there, 20, false)).isNotEmpty();
      long after = (System.nanoTime() - begun) / 1_000_000;
      System.out.println("figure: video held up for " + millis + " ms: 20 after " + after);
      assertThat(after).isLessThan(3_000);
    }
  }

  @Test
  void whoWantsVideoOfACameraThatHasNoneIsToldSo() {
    cameras.add("door", NumberedJpegs.source(320, 180, 20));
    Camera copy = others.add("door", new NatsSource(far, "here", "door"));
    long begun = System.nanoTime();
    try (Subscription video = copy.subscribe(Rendition.VIDEO, 0)) {
      Await.until("told", () -> video.frames().isEnded());
      System.out.println(
          "figure: no video, told after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }
    try (Viewer viewer = new Viewer(copy, Rendition.SOURCE)) {
      Await.until("JPEGs all the same", () -> viewer.live() > 5);
      assertThat(viewer.broken()).isZero();
    }
  }
}
