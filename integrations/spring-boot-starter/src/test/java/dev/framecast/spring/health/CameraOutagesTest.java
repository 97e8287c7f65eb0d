package dev.framecast.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.source.SourceException;
import dev.framecast.source.image.TestPatternSource;
import dev.framecast.spring.FramecastProperties.Health.DownWhen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraOutagesTest {
  private final Cameras cameras = new Cameras();
  private final Camera door = cameras.add("door", TestPatternSource.of(160, 90, 5));
  private final Camera yard = cameras.add("yard", TestPatternSource.of(160, 90, 5));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @AfterEach
  void close() {
    cameras.close();
  }

  private CameraOutages when(DownWhen downWhen) {
    return new CameraOutages(cameras, downWhen, () -> now);
  }

  private static void fail(CameraOutages outages, Camera camera) {
    outages.failed(camera, SourceException.Kind.UNREACHABLE, "x", Duration.ofSeconds(1));
  }

  @Test
  void anOutageBeganAtItsFirstFailure() {
    CameraOutages outages = when(DownWhen.NEVER);
    outages.stalled(door, "x");
    now = now.plusSeconds(60);
    fail(outages, door);
    assertThat(outages.report().details().get("down"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement()
        .isEqualTo(Map.of("id", "door", "state", "idle", "since", "2026-01-01T00:00:00Z"));
  }

  @Test
  void itIsOverWhenTheCameraIsLiveOrIdleOrRemoved() {
    CameraOutages outages = when(DownWhen.ANY);
    fail(outages, door);
    assertThat(outages.report().up()).isFalse();
    outages.live(door);
    assertThat(outages.report().up()).isTrue();
    fail(outages, door);
    outages.idle(door);
    assertThat(outages.report().details()).containsEntry("down", List.of());
    fail(outages, door);
    outages.removed(door);
    assertThat(outages.report().up()).isTrue();
  }

  @Test
  void allMeansEachOfThem() {
    CameraOutages outages = when(DownWhen.ALL);
    fail(outages, door);
    assertThat(outages.report().up()).isTrue();
    fail(outages, yard);
    assertThat(outages.report().up()).isFalse();
    assertThat(outages.report().details()).containsEntry("cameras", 2);
  }

  @Test
  void anAppWithoutCamerasIsUp() {
    cameras.remove("door");
    cameras.remove("yard");
    assertThat(when(DownWhen.ALL).report().up()).isTrue();
  }
}
