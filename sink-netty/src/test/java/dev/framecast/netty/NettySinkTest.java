package dev.framecast.netty;

import dev.framecast.Cameras;
import dev.framecast.sink.SinkContract;
import dev.framecast.stream.StreamOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class NettySinkTest extends SinkContract {

  @Override
  protected Sink start(Cameras cameras, String mount, Duration silence) throws IOException {
    StreamOptions options =
        silence.equals(AS_SHIPPED)
            ? StreamOptions.DEFAULT
            : StreamOptions.DEFAULT.withSilence(silence);
    return sink(MjpegServer.builder(cameras).path(mount).rules(rules).streams(options));
  }

  /** Starts that server. */
  Sink sink(MjpegServer.Builder builder) throws IOException {
    MjpegServer server = builder.start();
    return new Sink() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public void drain() {
        server.close(Duration.ofSeconds(3));
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
