package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Client;
import dev.framecast.sink.SinkStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In containers that need not read what nobody wants. Undertow reads it, thread by thread. */
interface SlowBodiesContract {
  /** As the tests of each container set it. */
  int CONTAINER_THREADS = 10;

  /** A sink, anew for each test. */
  SinkStage stage();

  @Test
  default void bodiesThatDoNotComeHoldNoThreadOfTheContainer() throws IOException {
    List<Client> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * CONTAINER_THREADS; i++) {
        slow.add(stage().client().request("POST", "/cameras", "Content-Length: 60000").send("x"));
      }
      for (Client client : slow) {
        assertThat(client.response().status()).isEqualTo(405);
      }
      assertThat(stage().get("/cameras").status()).isEqualTo(200);
    } finally {
      for (Client client : slow) {
        client.close();
      }
    }
  }
}
