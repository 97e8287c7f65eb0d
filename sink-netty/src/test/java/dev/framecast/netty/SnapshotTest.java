package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Client;
import java.io.IOException;
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
  void aFloodOfRequestsBehindASnapshotEndsTheConnection() throws IOException {
    try (Client client = stage.client()) {
      client.get(SNAPSHOT);
      stage.awaitViewers(1);
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200));
      assertThat(client.isEnded()).isTrue();
      stage.awaitViewers(0);
    }
  }
}
