package dev.framecast.examples.wall;

import static dev.framecast.discovery.testcamera.OnvifLogin.PASSWORD;
import static dev.framecast.discovery.testcamera.OnvifLogin.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import dev.framecast.discovery.testcamera.OnvifScript;
import dev.framecast.sink.Await;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wall --discover-page}, which looks on the loopback interface alone. */
@Tag("real")
@Timeout(120)
@SuppressWarnings("try") // a camera that is there, and not asked by the test itself
class WallFoundIT {
  @TempDir Path folder;

  private static String searched(WallProcess wall) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(wall.address.resolve("/found"))
                .header("X-Framecast-Search", "1")
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .join()
        .body();
  }

  @Test
  void whatTheLoginOfTheWallOpensIsToldWithoutIt() throws Exception {
    String run = UUID.randomUUID().toString();
    OnvifScript script = new OnvifScript();
    script.uuid = "urn:uuid:" + run;
    script.scopes = "onvif://www.onvif.org/name/" + run;
    script.login = OnvifLogin.TOKEN;
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    try (OnvifCamera camera = new OnvifCamera("127.0.0.10", OnvifCamera.PORT, script);
        WallProcess wall =
            WallProcess.with(
                "--camera=yard=test:320x180@5",
                "--discover-page",
                "--discover-on=" + lo,
                "--discover-login=" + USER + ":" + password)) {
      assertThat(wall.get("/cameras")).contains("\"search\":true");
      assertThat(camera.calls()).as("nothing is looked for by itself").isEmpty();

      Await.until("found", () -> searched(wall).contains(run));

      assertThat(searched(wall))
          .contains("\"address\":\"rtsp://USER:PASSWORD@127.0.0.10:554/main#subStream=")
          .doesNotContain(PASSWORD);
    }
  }

  @Test
  void aWallThatWasNotToldToLookHasNoSuchPage() throws Exception {
    try (WallProcess wall = new WallProcess("yard=test:320x180@5")) {
      assertThat(searched(wall)).startsWith("no such page");
      assertThat(wall.get("/cameras")).doesNotContain("search");
    }
  }
}
