package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.FoundCamera;
import dev.framecast.discovery.FoundStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundLinesTest {
  private static FoundCamera camera(String name, boolean login, String... addresses) {
    List<FoundStream> streams =
        List.of(addresses).stream()
            .map(address -> new FoundStream(address, "H264", 640, 360))
            .toList();
    return new FoundCamera("192.168.0.10", name, streams, "", login, "");
  }

  private static Set<String> ids(List<String> lines) {
    byte[] file = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return CameraFile.parse(file, Set.of()).keySet();
  }

  @Test
  void eachCameraIsALineOfAFileOfCameras() {
    List<String> lines =
        FoundLines.of(
            List.of(
                camera(
                    "Hall", false, "rtsp://192.168.0.10/main", "rtsp://192.168.0.10/s?a=1&b=2")));

    assertThat(lines)
        .containsExactly(
            "# 192.168.0.10 \"Hall\": H264 640x360, H264 640x360",
            "hall=rtsp://192.168.0.10/main#subStream=rtsp://192.168.0.10/s?a=1%26b=2",
            "hall.name=Hall");
    assertThat(ids(lines)).containsExactly("hall");
  }

  @Test
  void whereTheOutputIsNotUtf8AllIsAscii() {
    List<FoundCamera> cameras = List.of(camera("Süd \\ 현관", false, "rtsp://192.168.0.10/main"));
    List<String> lines = FoundLines.of(cameras, false);

    assertThat(String.join("\n", lines)).matches("[ -~\n]*").contains("S\\u00FCd");
    byte[] file = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    assertThat(CameraFile.parse(file, Set.of()).values())
        .extracting(entry -> entry.options().name())
        .containsExactly("Süd \\ 현관");
  }

  @Test
  void idsAreMadeOfNamesAndGivenOnce() {
    String address = "rtsp://192.168.0.10/main";
    List<String> lines =
        FoundLines.of(
            List.of(
                camera("Straße, Süd & \\ 1", false, address),
                camera("Hall", false, address),
                camera("hall!", false, address),
                camera("앞문", false, address),
                camera("", false, address)));

    assertThat(ids(lines))
        .containsExactlyInAnyOrder(
            "stra-e-sud-1", "hall", "hall-2", "camera-192-168-0-10", "camera-192-168-0-10-2");
    assertThat(lines).contains("stra-e-sud-1.name=Straße, Süd & \\\\ 1");
  }

  @Test
  void aLoginHasItsPlaceAndASecretOfTheCameraIsNotShown() {
    List<String> lines =
        FoundLines.of(
            List.of(camera("Hall", true, "rtsp://192.168.0.10/main?user=me&password=hidden")));

    assertThat(lines).noneMatch(line -> line.contains("hidden"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("hall=rtsp://USER:PASSWORD@192.168.0.10/main?"))
        .anyMatch(line -> line.startsWith("# The camera's address has a secret in it"))
        .anyMatch(line -> line.startsWith("# Put the camera's login where USER:PASSWORD stands"));
  }

  @Test
  void aCameraThatFailedIsAComment() {
    FoundCamera wants =
        new FoundCamera("192.168.0.11", "Yard", List.of(), "", true, "wants a login");

    assertThat(FoundLines.of(List.of(wants)))
        .containsExactly(
            "# 192.168.0.11 \"Yard\": wants a login; give one with --discover-login"
                + " NAME:PASSWORD-FILE");
    assertThat(FoundLines.of(List.of())).containsExactly("# no cameras found");
  }
}
