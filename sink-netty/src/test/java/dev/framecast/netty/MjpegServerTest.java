package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.framecast.Cameras;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class MjpegServerTest {

  @Test
  void listensOnTheLoopbackAddressOfAFreePort() throws IOException {
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 0)) {
      assertThat(server.port()).isPositive();
      assertThat(server.uri()).hasToString("http://127.0.0.1:" + server.port() + "/");
    }
  }

  @Test
  void theAddressOfAServerOnAllAddressesCanBeOpened() throws IOException {
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.builder(cameras).host("0.0.0.0").path("/cams").start()) {
      assertThat(server.uri()).hasToString("http://localhost:" + server.port() + "/cams/");
    }
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (Stage stage = new Stage()) {
      int port = stage.server.port();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> MjpegServer.start(stage.cameras, port))
          .withMessageContaining("127.0.0.1:" + port)
          .withMessageContaining("in use");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aPortThatCannotBeIsRefused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MjpegServer.start(new Cameras(), port))
        .withMessageContaining("port " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cams", "/cams/", "//", "/a?b", "/a b"})
  void aPathThatCannotBeIsRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MjpegServer.builder(new Cameras()).path(path))
        .withMessageContaining("\"" + path + "\"");
  }

  @Test
  void everythingIsBelowThePath() throws IOException {
    try (Stage stage = new Stage(builder -> builder.path("/cams"))) {
      assertThat(stage.get("/cams/").status()).isEqualTo(200);
      assertThat(stage.get("/cams/cameras").text()).contains("door");
      Client.Response toSlash = stage.get("/cams");
      assertThat(toSlash.status()).isEqualTo(308);
      assertThat(toSlash.header("Location")).isEqualTo("/cams/");
      assertThat(stage.get("/camsandmore").status()).isEqualTo(404);
      assertThat(stage.get("/cameras").text()).contains("/cams/");
    }
  }

  @Test
  void closesOnceFromAnyThreadAndWakesWhoWaits() throws Exception {
    try (Stage stage = new Stage()) {
      CountDownLatch woken = new CountDownLatch(1);
      Thread waiting =
          new Thread(
              () -> {
                try {
                  stage.server.awaitClose();
                  woken.countDown();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      waiting.start();
      stage.server.close();
      stage.server.close();
      woken.await();
      waiting.join();
    }
  }

  @Test
  void canBeClosedFromItsOwnEventLoop() throws Exception {
    AtomicBoolean refused = new AtomicBoolean();
    try (Stage stage = new Stage();
        Client client = stage.viewer()) {
      stage.awaitViewers(1);
      stage
          .server
          .eventLoop()
          .execute(
              () -> {
                try {
                  stage.server.awaitClose();
                } catch (IllegalStateException e) {
                  refused.set(true);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                stage.server.close();
              });
      stage.server.awaitClose();
      assertThat(refused).as("waiting for itself was refused").isTrue();
      stage.awaitViewers(0);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aWaitCanBeInterrupted() throws Exception {
    try (Stage stage = new Stage()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(stage.server::awaitClose);
    }
  }

  @Test
  void whoNeverFinishesARequestIsShownOut() throws IOException {
    Duration moment = Duration.ofMillis(200);
    try (Stage stage = new Stage(builder -> builder.patience(moment, Duration.ofMinutes(1)));
        Client silent = stage.client();
        Client trickling = stage.client().send("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")) {
      assertThat(silent.isEnded()).isTrue();
      assertThat(trickling.isEnded()).isTrue();
    }
  }

  @Test
  void whoRestsTooLongBetweenRequestsIsShownOutButNoViewerIs() throws IOException {
    Duration moment = Duration.ofMillis(200);
    try (Stage stage = new Stage(builder -> builder.patience(Duration.ofMinutes(1), moment));
        Client viewer = stage.viewer();
        Client resting = stage.client()) {
      assertThat(resting.get("/cameras").response().status()).isEqualTo(200);
      assertThat(resting.isEnded()).isTrue();
      assertThat(stage.door.status().viewers()).isOne();
      stage.source.show(Pictures.small(64));
      assertThat(viewer.stream().next()).isTrue();
    }
  }
}
