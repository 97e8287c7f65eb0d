package dev.framecast.netty;

import dev.framecast.sink.Client;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over HTTP/2, where all clients of a test share one connection. */
class Http2SinkTest extends NettySinkTest {
  @TempDir private static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws IOException {
    certificate = TestCertificate.create();
    certificate.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  static SslContext client(TestCertificate trusted) throws IOException {
    try {
      return SslContextBuilder.forClient()
          .trustManager(trusted.trust())
          .endpointIdentificationAlgorithm("")
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  "h2"))
          .build();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Windows and the gateway's buffers fill first. */
  @Override
  public Duration longest() {
    return Duration.ofSeconds(15);
  }

  @Override
  @Test
  @Tag("long") // over TLS, a thousand times
  public void aThousandWhoComeAndGoInAllWaysLeaveNobodyBehind() throws IOException {
    super.aThousandWhoComeAndGoInAllWaysLeaveNobodyBehind();
  }

  @Override
  Sink sink(MjpegServer.Builder builder) throws IOException {
    MjpegServer server = builder.tls(folder.resolve("cert.pem"), folder.resolve("key.pem")).start();
    Http2Gateway gateway = new Http2Gateway(server.port(), client(certificate));
    return new Sink() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public Client client() throws IOException {
        return new Client(gateway.port());
      }

      @Override
      public void drain() {
        server.close(Duration.ofSeconds(3));
      }

      @Override
      public void close() {
        server.close();
        gateway.close();
      }
    };
  }
}
