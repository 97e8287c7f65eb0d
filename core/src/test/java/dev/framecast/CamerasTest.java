package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Ladder;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamerasTest extends CameraFixture {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "7",
        "door",
        "Door_1.left-side",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void goodIdsAreTaken(String id) {
    Camera camera = cameras.add(id, source);
    assertThat(cameras.find(id)).isSameAs(camera);
    assertThat(camera.id()).isEqualTo(id).isEqualTo(camera.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        ".a",
        "-a",
        "_a",
        "a/b",
        "a b",
        "a%20b",
        "ü",
        "a\n",
        "a?b",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void badIdsAreRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cameras.add(id, source))
        .withMessageContaining("camera id \"" + id + "\": must be 1 to 64");
    assertThat(cameras.all()).isEmpty();
  }

  @Test
  void anIdIsTakenOnce() {
    Camera first = cameras.add("door", source);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cameras.add("door", new ScriptedSource()))
        .withMessage("camera id \"door\": there is one already");
    assertThat(cameras.find("door")).isSameAs(first);
  }

  @Test
  void aSourceIsNeeded() {
    assertThatNullPointerException().isThrownBy(() -> cameras.add("door", (FrameSource) null));
  }

  @Test
  void camerasAreListedAsTheyWereAdded() {
    for (String id : new String[] {"c", "a", "b"}) {
      cameras.add(id, source);
    }
    assertThat(cameras.all()).extracting(Camera::id).containsExactly("c", "a", "b");
    assertThat(cameras.find("d")).isNull();
    assertThat(cameras.remove("a")).isTrue();
    assertThat(cameras.remove("a")).isFalse();
    assertThat(cameras.all()).extracting(Camera::id).containsExactly("c", "b");
    cameras.add("a", source);
    assertThat(cameras.all()).extracting(Camera::id).containsExactly("c", "b", "a");
  }

  @Test
  void aClosedRegistryIsEmptyAndTakesNone() {
    Camera camera = cameras.add("door", source);
    cameras.close();
    assertThatCode(cameras::close).doesNotThrowAnyException();
    assertThat(cameras.all()).isEmpty();
    assertThat(cameras.find("door")).isNull();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    assertThatIllegalStateException()
        .isThrownBy(() -> cameras.add("other", source))
        .withMessageContaining("\"other\"");
  }

  @Test
  void twoCamerasMayShareASource() {
    source.rate(50);
    Camera one = cameras.add("one", source, PATIENT);
    Camera other = cameras.add("other", source, PATIENT);
    try (Subscription a = one.subscribe();
        Subscription b = other.subscribe()) {
      await(a, Frame::live);
      await(b, Frame::live);
      assertThat(source.opened).hasValue(2);
    }
  }

  @Test
  void aCameraCanBeClosedFromItsOwnWakeUp() {
    Camera camera = add(PATIENT);
    Subscription viewer = camera.subscribe();
    try (Registration registration = viewer.frames().onPublish(() -> cameras.remove("cam"))) {
      source.picture();
      await(camera, CameraState.CLOSED);
      Await.until("the thread has ended", () -> !hasThread(camera));
      assertThat(registration).isNotNull();
    }
  }

  @Test
  void durationsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CameraOptions.builder().linger(Duration.ofMillis(-1)).build())
        .withMessageContaining("linger PT-0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CameraOptions.builder().linger(Duration.ofSeconds(Long.MAX_VALUE)).build())
        .withMessageContaining("linger");
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CameraOptions.builder()
                    .stallAfter(Duration.ZERO)
                    .reconnectAfter(second)
                    .connectTimeout(second)
                    .build())
        .withMessageContaining("stallAfter");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CameraOptions.builder()
                    .backoff(second, Duration.ofMillis(1))
                    .backoffRefused(second)
                    .build())
        .withMessageContaining("backoffMax");
  }

  @Test
  void theLadderRoundsWishesUp() {
    Ladder ladder = Ladder.DEFAULT;
    assertThat(ladder.snap(0, 0)).isEqualTo(Rendition.SOURCE);
    assertThat(ladder.snap(1, 1)).isEqualTo(Rendition.jpeg(160, 50));
    assertThat(ladder.snap(640, 80)).isEqualTo(Rendition.jpeg(640, 80));
    assertThat(ladder.snap(641, 81)).isEqualTo(Rendition.jpeg(960, 90));
    assertThat(ladder.snap(5_000, 100)).isEqualTo(Rendition.jpeg(0, 90));
    assertThat(ladder.widths()).containsExactly(160, 320, 640, 960, 1280, 1920);
    assertThat(ladder.qualities()).containsExactly(50, 65, 80, 90);
  }

  @Test
  void tagsOfACameraAreKeptAndThoseThatCannotBeAreRefused() {
    CameraOptions tagged = CameraOptions.builder().tags(List.of("staff", "staff", "night")).build();
    assertThat(tagged.tags()).containsExactlyInAnyOrder("staff", "night");
    assertThat(tagged.toBuilder().name("Door").build().tags()).isEqualTo(tagged.tags());
    assertThat(CameraOptions.DEFAULT.tags()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CameraOptions.builder().tags(List.of("")))
        .withMessage("tag \"\": must have 1 to 200 characters");
    List<String> many = IntStream.range(0, 33).mapToObj(i -> "tag-" + i).toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CameraOptions.builder().tags(many))
        .withMessage("33 tags: must be 32 at most");
  }
}
