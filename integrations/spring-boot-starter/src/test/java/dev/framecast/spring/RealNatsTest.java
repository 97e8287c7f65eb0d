package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.nats.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two apps, and a real server between them. */
@Tag("real")
@Timeout(120)
class RealNatsTest {
  @TempDir Path folder;

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The builds with real parts say there where they are, and Spring would take it for cameras. */
  @BeforeAll
  static void forgetWhereTheRealPartsAre() {
    System.clearProperty("framecast.cameras");
  }

  @Test
  void oneAppHasTheCamerasOfAnotherWithTheirTagsUntilThatEnds() throws Exception {
    try (NatsServer server = new NatsServer(folder)) {
      String nats = "framecast.nats.servers=" + server.url();
      App near =
          App.start(
              nats,
              "framecast.nats.publish=true",
              "framecast.nats.site=berlin",
              "framecast.cameras.door.uri=test:320x180@15",
              "framecast.cameras.door.title=Front door",
              "framecast.cameras.door.tags=staff");
      try (App far = App.start(nats, "framecast.nats.site=berlin")) {
        Cameras cameras = far.bean(Cameras.class);
        await("listed", () -> cameras.find("door") != null);
        assertThat(cameras.find("door").name()).isEqualTo("Front door");
        assertThat(far.bean(FramecastCameras.class).tags("door")).containsExactly("staff");
        assertThat(far.get("/cameras/cameras/door/snapshot.jpg").statusCode()).isEqualTo(200);
        assertThat(far.get("/cameras/cameras").body()).contains("\"source\":\"relay\"");
        near.close();
        await("gone", () -> cameras.find("door") == null);
      } finally {
        near.close();
      }
    }
  }

  @Test
  void aCameraThatTheConfigurationGainsTakesThePlaceOfAnotherApps() throws Exception {
    Path file = folder.resolve("cameras.properties");
    Files.writeString(file, "");
    try (NatsServer server = new NatsServer(folder)) {
      String nats = "framecast.nats.servers=" + server.url();
      try (App near =
              App.start(
                  nats,
                  "framecast.nats.publish=true",
                  "framecast.cameras.door.uri=test:320x180@15");
          App far = App.start(nats, "spring.config.import=file:" + file)) {
        Cameras cameras = far.bean(Cameras.class);
        await("listed", () -> cameras.find("door") != null);
        Camera door = cameras.find("door");
        assertThat(door.status().kind()).isEqualTo("relay");
        Files.writeString(file, "framecast.cameras.door.uri=test:160x90@15\n");
        far.bean(FramecastCameras.class).reload();
        assertThat(cameras.find("door")).isSameAs(door);
        assertThat(door.status().kind()).isNotEqualTo("relay");
        assertThat(near.get("/cameras/cameras").body()).doesNotContain("relay");
      }
    }
  }
}
