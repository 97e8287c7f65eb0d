package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class SnapshotTest {
  private static final String SNAPSHOT = "/cameras/door/snapshot.jpg";

  private Stage stage;

  @BeforeEach
  void start() throws IOException {
    stage = new Stage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aSnapshotIsTheCamerasJpeg() throws IOException {
    byte[] jpeg = Pictures.large(300);
    stage.source.show(jpeg);
    Client.Response snapshot = stage.get(SNAPSHOT);
    assertThat(snapshot.status()).isEqualTo(200);
    assertThat(snapshot.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(snapshot.header("X-Framecast-Sequence")).isEqualTo("1");
    assertThat(snapshot.body()).isEqualTo(ByteBuffer.wrap(jpeg));
    stage.awaitViewers(0);
  }

  @Test
  void aCameraThatIsDownHasNoSnapshot() throws IOException {
    stage.source.down(true);
    Client.Response none = stage.get(SNAPSHOT);
    assertThat(none.status()).isEqualTo(503);
    assertThat(Integer.parseInt(none.header("Retry-After"))).isPositive();
    assertThat(none.text()).contains("the cable is out");
  }

  @Test
  void requestsBehindASnapshotWaitForIt() throws IOException {
    try (Client client = stage.client()) {
      client.get(SNAPSHOT).get("/cameras").get("/nothing");
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(80));
      assertThat(client.response().header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(client.response().header("Content-Type")).startsWith("application/json");
      assertThat(client.response().status()).isEqualTo(404);
    }
  }

  @Test
  void aFloodOfRequestsBehindASnapshotEndsTheConnection() throws IOException {
    try (Client client = stage.client()) {
      client.get(SNAPSHOT);
      stage.awaitViewers(1);
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
      assertThat(client.isEnded()).isTrue();
      stage.awaitViewers(0);
    }
  }

  @Test
  void aClientThatLeavesTakesItsWishAlong() throws IOException {
    try (Client client = stage.client().get(SNAPSHOT)) {
      stage.awaitViewers(1);
      client.reset();
      stage.awaitViewers(0);
    }
  }
}
