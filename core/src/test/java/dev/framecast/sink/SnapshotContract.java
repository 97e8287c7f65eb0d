package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Single pictures. */
interface SnapshotContract extends Staged {
  String SNAPSHOT = "/cameras/door/snapshot.jpg";

  @Test
  default void aSnapshotIsTheCamerasJpeg() throws IOException {
    byte[] jpeg = Pictures.large(300);
    stage().source.show(jpeg);
    Client.Response snapshot = stage().get(SNAPSHOT);
    assertThat(snapshot.status()).isEqualTo(200);
    assertThat(snapshot.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(snapshot.header("X-Framecast-Sequence")).isEqualTo("1");
    assertThat(snapshot.body()).isEqualTo(ByteBuffer.wrap(jpeg));
    stage().awaitViewers(0);
  }

  @Test
  default void aCameraThatIsDownHasNoSnapshot() throws IOException {
    stage().source.down(true);
    Client.Response none = stage().get(SNAPSHOT);
    assertThat(none.status()).isEqualTo(503);
    assertThat(Integer.parseInt(none.header("Retry-After"))).isPositive();
    assertThat(none.text()).contains("the cable is out");
  }

  @Test
  default void requestsBehindASnapshotWaitForIt() throws IOException {
    try (Client client = stage().client()) {
      client.get(SNAPSHOT).get("/cameras").get("/nothing");
      stage().awaitViewers(1);
      stage().source.show(Pictures.small(80));
      assertThat(client.response().header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(client.response().header("Content-Type")).startsWith("application/json");
      assertThat(client.response().status()).isEqualTo(404);
    }
  }

  @Test
  @MostlyWaits
  default void aClientThatLeavesBeforeItsSnapshotIsForgotten() throws IOException {
    try (Client client = stage().client().get(SNAPSHOT)) {
      stage().awaitViewers(1);
      client.reset();
      stage().awaitViewers(0);
    }
  }
}
