package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import dev.framecast.stream.StreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In which ways streams end, and when they do not. */
@ExtendWith(NoLeaks.class)
class LeavingTest {

  private static Stage impatient(Duration silence) throws IOException {
    return new Stage(builder -> builder.streams(StreamOptions.DEFAULT.withSilence(silence)));
  }

  @Test
  void aFinEndsTheViewingWithoutAFrame() throws IOException {
    try (Stage stage = new Stage();
        Client client = stage.viewer()) {
      stage.awaitViewers(1);
      client.shutDownOutput();
      stage.awaitViewers(0);
    }
  }

  @Test
  void aSnapshotThatNobodyTakesIsGivenUp() throws IOException {
    try (Stage stage = impatient(Duration.ofMillis(300));
        Client client = stage.client().get("/cameras/door/snapshot.jpg")) {
      stage.awaitViewers(1);
      // Without a stream there is no small send buffer: only a large picture gets stuck.
      stage.source.show(Pictures.large(8_000));
      Await.until("the connection's end", () -> isRefused(client));
    }
  }

  /** Whether the server takes nothing more; what it sent is not read. */
  private static boolean isRefused(Client client) {
    try {
      client.send(" ");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void closingTheServerEndsAllStreamsSoon() throws IOException {
    try (Stage stage = new Stage()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        clients.add(stage.viewer());
      }
      stage.awaitViewers(10);
      stage.source.show(Pictures.large(1000));
      MjpegReader stream = clients.get(0).stream();
      assertThat(stream.next()).isTrue();
      long began = System.nanoTime();
      stage.server.close();
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(3));
      stage.awaitViewers(0);
      for (Client client : clients) {
        assertThat(client.isEnded()).isTrue();
        client.close();
      }
    }
  }
}
