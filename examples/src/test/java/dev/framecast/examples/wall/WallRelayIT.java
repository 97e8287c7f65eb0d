package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.nats.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wall --nats}, of which one has cameras and another one shows them. */
@Tag("real")
@Timeout(120)
class WallRelayIT {
  @TempDir Path folder;

  @Test
  void camerasOfOneWallAreShownByAnotherUntilItEnds() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        WallProcess near =
            WallProcess.with(
                "--nats",
                server.url(),
                "--publish",
                "--site",
                "berlin",
                "--camera",
                "door=test:640x360@15");
        WallProcess far =
            WallProcess.with(
                "--nats", server.url(), "--site", "berlin", "--camera", "own=test:320x180@5")) {
      Await.until("the door is listed", () -> far.get("/cameras").contains("\"id\":\"door\""));
      assertThat(far.status("door")).contains("\"source\":\"relay\"");
      assertThat(far.status("own")).doesNotContain("relay");
      try (Watcher whole = new Watcher(far, "door", 320);
          Watcher small = new Watcher(far, "door", 160)) {
        whole.awaitLive(20);
        small.awaitLive(20);
        assertThat(whole.broken() + small.broken()).isZero();
        assertThat(WallProcess.number(near.status("door"), "viewers")).isEqualTo(2);
        assertThat(near.get("/cameras")).doesNotContain("\"own\"");
      }
      near.stop();
      Await.until("it is gone", () -> !far.get("/cameras").contains("\"id\":\"door\""));
    }
  }

  @Test
  void wallsWithTheSameCamerasAllStartAndAFileMayNameOneOfAnother() throws Exception {
    Path file = folder.resolve("cams.txt");
    Files.writeString(file, "door = test:640x360@15\nyard = test:640x360@15\n");
    String cameras = file.toString();
    Path other = folder.resolve("others.txt");
    Files.writeString(other, "gate = test:640x360@15\n");
    try (NatsServer server = new NatsServer(folder);
        WallProcess first = publishing(server, "--cameras", cameras)) {
      for (int i = 0; i < 4; i++) {
        try (WallProcess second = publishing(server, "--cameras", cameras)) {
          assertThat(second.status("door")).doesNotContain("relay");
        }
      }
      try (WallProcess third = publishing(server, "--cameras", other.toString())) {
        Await.until("another's", () -> third.get("/cameras").contains("\"source\":\"relay\""));
        Files.writeString(other, "gate = test:640x360@15\ndoor = test:320x180@15\n");
        Await.until("its own", () -> !third.status("door").contains("relay"));
        assertThat(third.status("yard")).contains("relay");
      }
      assertThat(first.status("door")).doesNotContain("relay");
    }
  }

  private static WallProcess publishing(NatsServer server, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--nats", server.url(), "--publish", "--site", "berlin"));
    arguments.addAll(List.of(more));
    return WallProcess.with(arguments.toArray(new String[0]));
  }
}
