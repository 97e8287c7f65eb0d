package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many cameras over one connection. */
interface ManyCamerasContract extends Staged {
  String CAMERA = "X-Framecast-Camera";
  String LIVE = "X-Framecast-Live";

  /** Adds a camera with that id. */
  private ScriptedSource add(String id) {
    ScriptedSource source = new ScriptedSource();
    stage().cameras.add(id, source, SinkStage.PATIENT);
    return source;
  }

  /** Goes on to the next part that is no slate: a camera that has shown nothing yet sends some. */
  private static void live(MjpegReader stream) throws IOException {
    do {
      assertThat(stream.next()).isTrue();
    } while ("false".equals(stream.header(LIVE)));
  }

  private void awaitViewers(String id, int count) {
    Camera camera = stage().cameras.find(id);
    assertThat(camera).isNotNull();
    Await.until(count + " viewers of " + id, () -> camera.status().viewers() == count);
  }

  @Test
  @MostlyWaits
  default void eachPartNamesItsCamera() throws IOException {
    int count = 16;
    List<ScriptedSource> sources = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("cam" + i);
      sources.add(add("cam" + i));
    }
    try (Client client = stage().client().get("/streams.mjpg?ids=" + String.join(",", ids))) {
      MjpegReader stream = client.stream();
      for (int round = 0; round < 3; round++) {
        for (int i = count - 1; i >= 0; i--) {
          sources.get(i).show(Pictures.small(64 + 8 * i));
          live(stream);
          assertThat(stream.header(CAMERA)).isEqualTo("cam" + i);
          assertThat(stream.width()).isEqualTo(64 + 8 * i);
        }
      }
      assertThat(stage().door.status().viewers()).as("one that was not asked for").isZero();
    }
    for (String id : ids) {
      awaitViewers(id, 0);
    }
  }

  @Test
  default void aSlowViewerOfManyIsSentTheNewestOfEachInTurn() throws IOException {
    ScriptedSource yard = add("yard");
    ScriptedSource roof = add("roof");
    try (Client slow = stage().client().get("/streams.mjpg?ids=door,yard,roof");
        Client quick = stage().client().get("/streams.mjpg")) {
      MjpegReader slowStream = slow.stream();
      MjpegReader quickStream = quick.stream();
      awaitViewers("roof", 2);
      stage().source.show(Pictures.small(64));
      live(slowStream);
      live(quickStream);
      for (int width = 600; width <= 616; width += 8) {
        for (ScriptedSource source : List.of(stage().source, yard, roof)) {
          source.show(Pictures.large(width));
          live(quickStream);
          assertThat(quickStream.width()).isEqualTo(width);
        }
      }
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        live(slowStream);
        seen.add(slowStream.header(CAMERA) + " " + slowStream.width());
      }
      assertThat(seen.get(0)).as("one that was in flight").doesNotEndWith("616");
      assertThat(seen.subList(1, 4)).containsExactlyInAnyOrder("door 616", "yard 616", "roof 616");
    }
  }

  @Test
  default void eachCameraComesAtItsOwnRateAndSize() throws IOException {
    ScriptedSource yard = add("yard");
    try (Client client =
        stage().client().get("/streams.mjpg?ids=door,yard&fps=,0.001&width=160,")) {
      MjpegReader stream = client.stream();
      awaitViewers("yard", 1);
      yard.show(Pictures.small(640));
      live(stream);
      assertThat(stream.header(CAMERA)).isEqualTo("yard");
      assertThat(stream.width()).isEqualTo(640);
      yard.show(Pictures.small(648));
      for (int i = 0; i < 3; i++) {
        stage().source.show(Pictures.small(640 + 8 * i));
        live(stream);
        assertThat(stream.header(CAMERA)).isEqualTo("door");
        assertThat(stream.width()).isEqualTo(640 + 8 * i);
      }
      assertThat(stage().door.status().renditions())
          .as("the scripted camera does not scale, but is asked to")
          .singleElement()
          .satisfies(made -> assertThat(made.rendition().width()).isEqualTo(160));
    }
  }

  @Test
  default void aRemovedCameraSaysGoodbyeAndTheOthersGoOn() throws IOException {
    ScriptedSource yard = add("yard");
    try (Client client = stage().client().get("/streams.mjpg?ids=door,yard")) {
      MjpegReader stream = client.stream();
      awaitViewers("yard", 1);
      yard.show(Pictures.small(64));
      live(stream);
      stage().cameras.remove("yard");
      do { // slates of the door, which has shown nothing yet, may come first
        assertThat(stream.next()).isTrue();
      } while ("door".equals(stream.header(CAMERA)));
      assertThat(stream.header(LIVE)).isEqualTo("false");
      stage().source.show(Pictures.small(72));
      live(stream);
      assertThat(stream.header(CAMERA)).isEqualTo("door");
      assertThat(stream.width()).isEqualTo(72);
      stage().cameras.remove("door");
      assertThat(stream.next()).isTrue();
      assertThat(stream.header(LIVE)).isEqualTo("false");
      assertThat(stream.next()).as("the end, with the last camera").isFalse();
    }
  }

  @Test
  default void aDeadCameraHoldsUpNoneOfTheOthers() throws IOException {
    ScriptedSource dead = add("dead");
    dead.down(true);
    try (Client client = stage().client().get("/streams.mjpg?ids=dead,door")) {
      MjpegReader stream = client.stream();
      assertThat(stream.next()).isTrue();
      assertThat(stream.header(CAMERA)).isEqualTo("dead");
      assertThat(stream.header(LIVE)).isEqualTo("false");
      for (int width = 64; width <= 80; width += 8) {
        stage().source.show(Pictures.small(width));
        do {
          assertThat(stream.next()).isTrue();
        } while ("dead".equals(stream.header(CAMERA)));
        assertThat(stream.width()).isEqualTo(width);
      }
    }
  }

  @Test
  default void aViewerOfManyIdleCamerasWhoLeavesIsNoticed() throws IOException {
    ScriptedSource yard = add("yard");
    add("roof");
    try (Client client = stage().client().get("/streams.mjpg?ids=door,yard,roof&fps=0.1")) {
      MjpegReader stream = client.stream();
      awaitViewers("roof", 1);
      yard.show(Pictures.small(64));
      assertThat(stream.next()).isTrue();
      client.vanish();
      awaitViewers("door", 0);
      awaitViewers("yard", 0);
      awaitViewers("roof", 0);
    }
  }

  @Test
  default void sixtyFourCamerasWithLongNamesFitIntoOneAddress() throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> widths = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      ids.add("c".repeat(62) + (10 + i));
      widths.add(i % 2 == 0 ? "1280" : "1920");
      add(ids.get(i));
    }
    String target =
        "/streams.mjpg?ids=" + String.join(",", ids) + "&width=" + String.join(",", widths);
    try (Client client = stage().client().get(target)) {
      assertThat(client.head().status()).isEqualTo(200);
      awaitViewers(ids.get(63), 1);
    }
  }

  @Test
  default void whatCannotBeStreamedIsSaidInOneLine() throws IOException {
    assertThat(stage().get("/streams.mjpg?ids=door,attic").status()).isEqualTo(404);
    Client.Response twice = stage().get("/streams.mjpg?ids=door,door");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.text()).isEqualTo("ids \"door,door\": \"door\" is in it twice\n");
    try (Client client = stage().client().request("HEAD", "/streams.mjpg?ids=door")) {
      Client.Response head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type"))
          .isEqualTo("multipart/x-mixed-replace; boundary=framecast");
    }
    assertThat(stage().door.status().viewers()).isZero();
  }
}
