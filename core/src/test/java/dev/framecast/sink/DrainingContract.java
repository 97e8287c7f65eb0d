package dev.framecast.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a sink that is closed lets those go who are there. */
interface DrainingContract extends Staged {
  /** More than a sink's buffers and the client's take. */
  int LARGE = 4_000;

  private static String restOf(Client client) throws IOException {
    return new String(client.read(Integer.MAX_VALUE), ISO_8859_1);
  }

  @Test
  default void streamsEndWithTheClosingBoundary() throws IOException {
    try (Client program = stage().viewer();
        Client image = stage().viewer("Sec-Fetch-Dest: image")) {
      stage().awaitViewers(2);
      stage().source.show(Pictures.small(64));
      assertThat(program.head().status()).isEqualTo(200);
      assertThat(image.head().status()).isEqualTo(200);
      assertThat(program.line()).isEqualTo("--framecast");
      assertThat(image.line()).isEqualTo("--framecast");
      assertThat(program.read(500)).hasSize(500); // of the frame
      assertThat(image.read(500)).hasSize(500);
      stage().sink.drain();
      assertThat(restOf(program)).endsWith("\r\n--framecast\r\n\r\n--framecast--\r\n");
      assertThat(restOf(image))
          .endsWith("\r\n--framecast\r\nContent-Type: image/jpeg\r\n\r\n\r\n--framecast--\r\n");
      stage().awaitViewers(0);
    }
  }

  @Test
  default void theFrameThatIsOnItsWayArrives() throws IOException {
    byte[] jpeg = Pictures.large(LARGE);
    try (Client client = stage().viewer()) {
      stage().awaitViewers(1);
      stage().source.show(jpeg);
      client.head();
      client.line();
      assertThat(client.head(0).header("Content-Length")).isEqualTo("" + jpeg.length);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(stage().sink::drain);
      assertThat(client.read(jpeg.length)).isEqualTo(jpeg);
      assertThat(restOf(client)).isEqualTo("\r\n--framecast\r\n\r\n--framecast--\r\n");
      closing.join();
    }
  }

  @Test
  default void aSnapshotThatIsWaitedForIsAnswered() throws IOException {
    try (Client client = stage().client().get("/cameras/door/snapshot.jpg")) {
      Await.until("a wait", () -> stage().door.status().viewers() == 1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(stage().sink::drain);
      stage().source.show(Pictures.small(64));
      assertThat(client.response().status()).isEqualTo(200);
      closing.join();
    }
  }

  @Test
  default void whoReadsNothingIsCut() throws IOException {
    try (SinkStage patient = stage("", Duration.ofMinutes(1));
        Client client = patient.viewer()) {
      patient.awaitViewers(1);
      patient.source.show(Pictures.large(LARGE));
      assertThat(client.read(1_000)).hasSize(1_000); // and no more of it
      long began = System.nanoTime();
      patient.sink.drain();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      patient.awaitViewers(0);
      assertThat(client.isEnded()).isTrue();
    }
  }
}
