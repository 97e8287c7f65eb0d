package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import io.nats.client.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen without a server. */
@Timeout(60)
class NatsLinkTest {
  @TempDir Path folder;

  /** Where nobody listens. */
  private static String nowhere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "nats://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void aCameraOfAServerThatIsNotThereSaysSo() throws Exception {
    try (NatsLink link = NatsLink.open(nowhere());
        Cameras cameras = new Cameras()) {
      Camera door = cameras.add("door", new NatsSource(link, "here", "door"));
      try (Subscription viewer = door.subscribe()) {
        Await.until("it is tried again", () -> door.state() == CameraState.BACKOFF);
        assertThat(viewer.isOpen()).isTrue();
        assertThat(door.status().lastError()).contains("nats:here/door: NATS cannot be reached");
      }
      Await.until("told why", () -> link.problem().contains("Unable to connect"));
      assertThat(link.isConnected()).isFalse();
    }
  }

  @Test
  void aLinkCanBeClosedTwiceAndBeforeItEverConnected() throws Exception {
    NatsLink link = NatsLink.open(nowhere());
    NatsPublisher publisher = NatsPublisher.start(link, "here", new Cameras());
    link.close();
    link.close();
    publisher.close();
    assertThat(link.isClosed()).isTrue();
    assertThat(link.isConnected()).isFalse();
  }

  @Test
  void whatBeginsWithAClosedLinkIsToldSo() throws Exception {
    NatsLink link = NatsLink.open(nowhere());
    link.close();
    try (Cameras cameras = new Cameras()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> NatsPublisher.start(link, "here", cameras))
          .withMessageContaining("closed");
      assertThatIllegalStateException()
          .isThrownBy(() -> NatsCameras.follow(link, "here", cameras))
          .withMessageContaining("closed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nats://127.0.0.1", "tls://localhost"})
  void aServerThatIsNotThereForLongCostsNoMoreThreads(String host) throws Exception {
    try (NatsLink link = NatsLink.open(nowhere().replace("nats://127.0.0.1", host))) {
      Await.until("tried", () -> link.problem().contains("Unable to connect"));
      long before = threads();
      boolean unused = Await.within(Duration.ofSeconds(3), () -> false);
      assertThat(threads()).isLessThanOrEqualTo(before + 4);
    }
    Await.until("all are gone", () -> threads() == 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().matches("(?i)(framecast|nats).*"))
        .count();
  }

  @Test
  void whatIsNoAddressIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> NatsLink.open("nats://me:secret@[bad"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NATS servers: must be addresses such as nats://")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ",", "nats://127.0.0.1:0", "nats://127.0.0.1,nats://127.0.0.1:65536"})
  void whereThereCanBeNoServerIsRefused(String servers) {
    assertThatThrownBy(() -> NatsLink.open(servers).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NATS servers: must be addresses such as nats://");
  }

  @Test
  void twoLoginsAreRefused() {
    assertThatThrownBy(
            () -> NatsLink.builder("nats://127.0.0.1").user("me", "secret").token("t").open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NATS: Options can't have token and username");
  }

  @Test
  void tlsThatTakesAnyServerIsRefused() {
    assertThatThrownBy(() -> NatsLink.open("nats://127.0.0.1,OpenTLS://127.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be opentls://");
  }

  @Test
  void aFileWithoutASeedIsRefusedWithoutRepeatingIt() throws Exception {
    Path file = Files.writeString(folder.resolve("login"), "secret");
    assertThatThrownBy(() -> NatsLink.builder("nats://127.0.0.1").nkey(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a user's seed, which begins with SU")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> NatsLink.builder("nats://127.0.0.1").credentials(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NATS credentials " + file + ": must be a JWT and its key")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> NatsLink.builder("nats://127.0.0.1").credentials(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NATS credentials");
    assertThatThrownBy(() -> NatsLink.builder("nats://127.0.0.1").trust(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must be certificates in PEM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY",
        "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY\n",
        " SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY",
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.eyJqdGkiOiJ",
        "-----BEGIN NATS USER JWT-----\neyJ0eXAi\n------END NATS USER JWT------\n"
      })
  void aSecretInPlaceOfItsFileIsNotRepeated(String secret) {
    NatsLink.Builder builder = NatsLink.builder("nats://127.0.0.1");
    assertThatThrownBy(() -> builder.nkey(Path.of(secret)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NATS seed: must be a file that can be read, and not the secret");
    assertThatThrownBy(() -> builder.credentials(Path.of(secret)))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining(secret);
    assertThatThrownBy(() -> builder.nkey(Path.of("/no/such/file")))
        .hasMessageContaining("NATS seed /no/such/file: must be a file that can be read");
  }

  @Test
  void settingsThatFramesDoNotWorkWithAreRefused() {
    List<UnaryOperator<Options.Builder>> settings =
        List.of(
            Options.Builder::discardMessagesWhenOutgoingQueueFull,
            Options.Builder::useDispatcherWithExecutor,
            Options.Builder::noNoResponders);
    for (UnaryOperator<Options.Builder> each : settings) {
      NatsLink.Builder builder = NatsLink.builder("nats://127.0.0.1").options(each);
      assertThatThrownBy(builder::open)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NATS options: must be without");
    }
  }

  @Test
  void namesThatNoSiteOrCameraCanHaveAreRefused() throws Exception {
    try (NatsLink link = NatsLink.open(nowhere())) {
      for (String site : new String[] {"", "a.b", "*", "größe", "x".repeat(65)}) {
        assertThatThrownBy(() -> new NatsSource(link, site, "door"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("site \"" + site + "\": must be");
      }
      assertThatThrownBy(() -> new NatsSource(link, "here", "*"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("camera id \"*\": must be");
    }
  }
}
