package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --discover} on all interfaces, in a network namespace made for it: two cables lead to two
 * cameras in namespaces of their own, and nowhere else. Needs Linux with veth, and root.
 */
@Tag("real")
@Timeout(120)
class DiscoverInterfacesIT {
  private static final String NETWORK =
      """
      set -eu
      children=
      trap 'kill $children' EXIT
      ip link set lo up
      for n in 1 2; do
        unshare -n sleep 100 &
        child=$!
        children="$children $child"
        until [ "$(readlink /proc/$child/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do :; done
        ip link add v$n type veth peer name c$n
        ip link set c$n netns $child
        ip addr add 10.99.$n.1/24 dev v$n # of a network that the camera is not in
        ip addr add 10.77.$n.1/24 dev v$n
        ip link set v$n up
        nsenter -t $child -n sh -c "ip addr add 10.77.$n.2/24 dev c$n; ip link set c$n up"
        nsenter -t $child -n "$java" -cp "$classes" \\
          dev.framecast.examples.wall.OnvifCameraProcess 10.77.$n.2 cam$n >ready$n &
        children="$children $!"
      done
      until grep -q ready ready1 && grep -q ready ready2; do :; done
      "$java" -jar "$wall" --discover
      """;

  @TempDir Path folder;

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void camerasOfAllInterfacesAreFound() throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder network =
        new ProcessBuilder("unshare", "-n", "sh", "-c", NETWORK)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    network.environment().put("java", javaCommand());
    network.environment().put("classes", System.getProperty("java.class.path"));
    network.environment().put("wall", Path.of("target", "wall.jar").toAbsolutePath().toString());
    Process process = network.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroy(); // its trap ends the rest
    }
    assertThat(Files.readString(out, StandardCharsets.UTF_8))
        .containsOnlyOnce("cam1=rtsp://10.77.1.2:554/main#subStream=rtsp://10.77.1.2:554/sub")
        .containsOnlyOnce("cam2=rtsp://10.77.2.2:554/main#subStream=rtsp://10.77.2.2:554/sub");
  }
}
