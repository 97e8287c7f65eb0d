package dev.framecast.netty;

import dev.framecast.sink.Client;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS; each day {@link Http2SinkTest}, which is over TLS too, stands for it. */
@Tag("long")
class TlsSinkTest extends NettySinkTest {
  @TempDir private static Path folder;
  private static SocketFactory client;

  @BeforeAll
  static void makeCertificate() throws IOException {
    TestCertificate certificate = TestCertificate.create();
    client = certificate.client().getSocketFactory();
    certificate.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  @Override
  Sink sink(MjpegServer.Builder builder) throws IOException {
    MjpegServer server = builder.tls(folder.resolve("cert.pem"), folder.resolve("key.pem")).start();
    return new Sink() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public Client client() throws IOException {
        return new Client(client.createSocket(), port());
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
