package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** In which ways streams end, and when they do not. */
interface LeavingContract extends Staged {

  @Test
  default void aResetEndsTheViewing() throws IOException {
    try (Client client = stage().viewer()) {
      client.head();
      stage().awaitViewers(1);
      client.reset();
      stage().awaitViewers(0);
    }
  }

  @Test
  default void aResetInTheMiddleOfAFrameEndsTheViewing() throws IOException {
    try (Client client = stage().viewer()) {
      stage().awaitViewers(1);
      stage().source.show(Pictures.large(1000));
      client.head();
      client.read(50_000);
      client.reset();
      stage().awaitViewers(0);
    }
  }

  @Test
  @MostlyWaits
  default void aClosedConnectionIsNoticedWithoutANewFrame() throws IOException {
    try (Client client = stage().viewer()) {
      stage().source.show(Pictures.small(64));
      assertThat(client.stream().next()).isTrue();
      stage().awaitViewers(1);
      client.vanish();
      stage().awaitViewers(0);
    }
  }

  @Test
  default void aViewerWhoSaysGoodbyeAndReadsNoMoreIsGivenUp() throws IOException {
    try (SinkStage impatient = stage("", Duration.ofMillis(300));
        Client client = impatient.viewer()) {
      impatient.awaitViewers(1);
      client.shutDownOutput();
      impatient.source.show(Pictures.large(4_000));
      impatient.awaitViewers(0);
    }
  }

  @Test
  default void aViewerWhoTakesNothingIsGivenUp() throws IOException {
    try (SinkStage impatient = stage("", Duration.ofMillis(300));
        Client client = impatient.viewer()) {
      impatient.awaitViewers(1);
      impatient.source.show(Pictures.large(1000));
      impatient.awaitViewers(0);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  @MostlyWaits
  default void aSlowViewerWhoTakesSomethingIsKept() throws IOException {
    Duration silence = Duration.ofMillis(1500);
    try (SinkStage impatient = stage("", silence);
        Client client = impatient.viewer("Sec-Fetch-Dest: image")) {
      impatient.awaitViewers(1);
      byte[] jpeg = Pictures.large(2000);
      impatient.source.show(jpeg);
      client.head();
      client.line();
      client.head(0);
      // In three times the silence: at that rate no frame is whole before the patience is over.
      int pieces = 60;
      long began = System.nanoTime();
      for (int piece = 1; piece < pieces; piece++) {
        assertThat(client.read(jpeg.length / pieces)).hasSize(jpeg.length / pieces);
        LockSupport.parkNanos(began + 3L * piece * silence.toNanos() / pieces - System.nanoTime());
      }
      assertThat(client.read(jpeg.length / pieces)).hasSize(jpeg.length / pieces);
      assertThat(impatient.door.status().viewers()).isOne();
    }
  }

  @Test
  default void closingTheSinkEndsAllStreams() throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clients.add(stage().viewer());
    }
    stage().awaitViewers(10);
    stage().source.show(Pictures.small(64));
    MjpegReader stream = clients.get(0).stream();
    assertThat(stream.next()).isTrue();
    stage().sink.close();
    stage().awaitViewers(0);
    for (Client client : clients) {
      assertThat(client.isEnded()).isTrue();
      client.close();
    }
  }
}
