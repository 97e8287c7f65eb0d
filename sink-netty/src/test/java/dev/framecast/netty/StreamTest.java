package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class StreamTest {
  @Test
  void theSameOverTheJdksTransportAndTwoLoops() throws IOException {
    try (Stage nio = new Stage(builder -> builder.transport(Transport.NIO).eventLoops(2));
        Client one = nio.viewer();
        Client two = nio.viewer()) {
      nio.awaitViewers(2);
      byte[] jpeg = Pictures.large(600);
      nio.source.show(jpeg);
      for (Client client : List.of(one, two)) {
        MjpegReader stream = client.stream();
        assertThat(stream.next()).isTrue();
        assertThat(stream.jpeg().remaining()).isEqualTo(jpeg.length);
      }
    }
  }
}
