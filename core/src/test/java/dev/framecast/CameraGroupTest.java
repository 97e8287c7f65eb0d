package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some of the cameras, for some of the people. */
class CameraGroupTest extends CameraFixture {
  private static List<String> ids(CameraGroup group) {
    return group.all().stream().map(Camera::id).toList();
  }

  @Test
  void aGroupHasTheCamerasThatItNamesInTheirOrder() {
    Camera door = cameras.add("door", source);
    cameras.add("yard", source);
    cameras.add("safe", source);
    CameraGroup guests = cameras.only("yard", "door", "yard", "garage");
    assertThat(ids(guests)).containsExactly("yard", "door");
    assertThat(guests.find("door")).isSameAs(door);
    assertThat(guests.find("safe")).isNull();
    assertThat(guests.find("garage")).isNull();
    cameras.add("garage", source);
    assertThat(ids(guests)).as("as soon as there is one").endsWith("garage");
    cameras.remove("door");
    assertThat(ids(guests)).containsExactly("yard", "garage");
  }

  @Test
  void aGroupByConditionFollowsIt() {
    cameras.add("out-1", source);
    cameras.add("in-1", source);
    CameraGroup outside = cameras.only(camera -> camera.id().startsWith("out-"));
    assertThat(ids(outside)).containsExactly("out-1");
    assertThat(outside.find("in-1")).isNull();
    cameras.add("out-2", source);
    assertThat(ids(outside)).containsExactly("out-1", "out-2");
    assertThat(ids(outside.only("out-2", "in-1"))).as("of a part, a part").containsExactly("out-2");
  }

  @Test
  void aConditionThatFailsLetsNobodySeeTheCamera() {
    cameras.add("a", source);
    cameras.add("b", source);
    CameraGroup broken =
        cameras.only(
            camera -> {
              if (camera.id().equals("a")) {
                throw new IllegalStateException("thrown on purpose by a test");
              }
              return true;
            });
    assertThat(ids(broken)).containsExactly("b");
    assertThat(broken.find("a")).isNull();
  }
}
