package dev.framecast.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.nats.publish.SharedCameras.Place;
import dev.framecast.source.image.TestPatternSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCamerasTest {
  private final Cameras cameras = new Cameras();
  private final Camera door = cameras.add("door", TestPatternSource.of(160, 90, 1));
  private final SharedCameras shared = new SharedCameras();

  SharedCamerasTest() {
    shared.add("door");
  }

  @AfterEach
  void end() {
    cameras.close();
  }

  private void unheardFor(long millis) {
    shared.unheard(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), cameras);
  }

  @Test
  void whileTheFirstConnectionIsMadeTheCameraIsLeftAlone() {
    assertThat(shared.place("door")).isEqualTo(Place.NOT_KNOWN);
    unheardFor(300);
    assertThat(shared.place("door")).isEqualTo(Place.NOT_KNOWN);
    unheardFor(1_100);
    assertThat(shared.place("door")).isEqualTo(Place.HERE);
  }

  @Test
  void whileTheOthersAreListenedToNothingIsDecided() {
    unheardFor(1_100);
    shared.listens();
    assertThat(shared.place("door")).isEqualTo(Place.NOT_KNOWN);
    shared.decided(door, true);
    assertThat(shared.place("door")).isEqualTo(Place.ELSEWHERE);
    shared.decided(door, false);
    assertThat(shared.place("door")).isEqualTo(Place.HERE);
  }

  @Test
  void whoStoodStillListensAgainAndLeavesACameraOfAnotherNodeToIt() {
    shared.decided(door, true);
    long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    shared.stoodStill(later);
    assertThat(shared.place("door")).isEqualTo(Place.ELSEWHERE);
    shared.unheard(later + TimeUnit.MILLISECONDS.toNanos(300), cameras);
    assertThat(shared.place("door")).isEqualTo(Place.ELSEWHERE);
    shared.decided(door, false);
    shared.stoodStill(later);
    assertThat(shared.place("door"))
        .as("another node may have taken it")
        .isEqualTo(Place.NOT_KNOWN);
  }

  @Test
  void ofACameraThatIsNotPublishedAnyMoreNothingIsKnown() {
    shared.decided(door, true);
    shared.keepOnly(Set.of("yard"));
    assertThat(shared.place("door")).isEqualTo(Place.NOT_KNOWN);
  }

  @Test
  void whoHasNoPublisherAnyMoreCapturesHimself() {
    shared.decided(door, true);
    shared.end(cameras);
    assertThat(shared.place("door")).isEqualTo(Place.HERE);
  }

  @Test
  void aCameraThatIsAwayWhileThePublisherEndsIsCapturedHereWhenItComesBack() {
    shared.decided(door, true);
    cameras.remove("door");
    shared.end(cameras);
    assertThat(shared.place("door")).isEqualTo(Place.HERE);
  }
}
