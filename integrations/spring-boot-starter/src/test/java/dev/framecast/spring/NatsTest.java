package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.NatsLink;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.core.env.StandardEnvironment;

/** {@code framecast.nats.*}, as far as it can be seen without a server. */
class NatsTest {

  /** Where nobody listens. */
  private static String nowhere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "nats://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void whileNatsIsNotThereTheAppStartsAndHasItsOwnCameras() throws Exception {
    try (App app =
        App.start(
            "framecast.cameras.door.uri=test:160x90@30",
            "framecast.nats.servers=" + nowhere(),
            "framecast.nats.publish=true",
            "framecast.nats.site=berlin")) {
      assertThat(app.get("/cameras/cameras/door/snapshot.jpg").statusCode()).isEqualTo(200);
      assertThat(app.bean(NatsLink.class).isConnected()).isFalse();
      assertThat(app.get("/cameras/cameras").body()).contains("\"id\":\"door\"");
    }
  }

  @Test
  void withoutServersThereIsNoLink() {
    try (App app = App.start("framecast.cameras.door.uri=test:160x90@30")) {
      assertThatThrownBy(() -> app.bean(NatsLink.class))
          .isInstanceOf(NoSuchBeanDefinitionException.class);
    }
  }

  private static void assertRefused(String names, String... properties) {
    assertThatThrownBy(() -> App.start(properties).close())
        .hasStackTraceContaining(names)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
  }

  @Test
  void whatCannotBeEndsTheStartWithTheProperty() {
    String servers = "framecast.nats.servers=nats://127.0.0.1:1";
    assertRefused(
        "framecast.nats.servers: NATS servers: must be addresses such as",
        "framecast.nats.servers=nats://a:secret@[b");
    assertRefused(
        "framecast.nats.servers: NATS servers: must be addresses such as",
        "framecast.nats.servers=");
    assertRefused(
        "framecast.nats.site: site \"a.b\": must be 1 to 64 letters",
        servers,
        "framecast.nats.site=a.b");
    assertRefused("framecast.nats.password: must be there", servers, "framecast.nats.username=ann");
    assertRefused(
        "must be one of them at most",
        servers,
        "framecast.nats.token=secret",
        "framecast.nats.nkey=/no/such/file");
    assertRefused(
        "framecast.nats.credentials: NATS credentials",
        servers,
        "framecast.nats.credentials=/no/such/file");
  }

  /** What another machine's camera is to give its place by. */
  private static final class Taking implements Relay {
    private final List<String> taken = new ArrayList<>();
    private boolean isTheirs;

    @Override
    public FrameSource source(String id, FrameSource source) {
      return source;
    }

    @Override
    public void begin(Cameras cameras) {}

    @Override
    public boolean has(String id) {
      return isTheirs;
    }

    @Override
    public Camera add(Cameras cameras, String id, FrameSource source, CameraOptions options) {
      taken.add(id);
      return isTheirs ? cameras.find(id) : cameras.add(id, source, options);
    }
  }

  @Test
  void aCameraThatTheAppHasClosedIsTakenBackFromAnotherMachineWhenItsConfigurationChanges() {
    Taking relay = new Taking();
    CameraConfiguration nothing = new CameraConfiguration(new StandardEnvironment());
    Map<String, CameraProperties> door = Map.of("door", CameraProperties.of("test:160x90@5"));
    try (FramecastCameras made = new FramecastCameras(door, Map.of(), nothing, relay)) {
      made.cameras().remove("door");
      made.cameras().add("door", TestPatternSource.of(160, 90, 1));
      relay.isTheirs = true;
      made.reload(Map.of("door", CameraProperties.of("test:320x180@5")));
      assertThat(relay.taken).containsExactly("door", "door");
    }
  }
}
