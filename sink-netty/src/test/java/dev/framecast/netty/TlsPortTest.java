package dev.framecast.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What clients do to a port that speaks TLS. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class TlsPortTest {
  private static TestCertificate certificate;
  private static SSLContext client;

  @TempDir private Path folder;
  private Path chain;
  private Path key;

  @BeforeAll
  static void makeCertificate() throws IOException {
    certificate = TestCertificate.create();
    client = certificate.client();
  }

  @BeforeEach
  void write() throws IOException {
    chain = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    certificate.write(chain, key);
  }

  private Stage stage() throws IOException {
    return new Stage(builder -> builder.tls(chain, key));
  }

  private static SSLSocket socket(Stage stage) throws IOException {
    return (SSLSocket)
        client
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), stage.server.port());
  }

  private static Client viewer(Stage stage) throws IOException {
    return new Client(socket(stage), stage.server.port()).get("/cameras/door/stream.mjpg");
  }

  private static void assertServes(Stage stage) throws IOException {
    try (Client good = new Client(socket(stage), stage.server.port())) {
      assertThat(good.get("/cameras").response().status()).isEqualTo(200);
    }
  }

  @Test
  void itsAddressSaysHttps() throws IOException {
    try (Stage stage = stage()) {
      assertThat(stage.server.uri()).hasToString("https://127.0.0.1:" + stage.server.port() + "/");
    }
  }

  @Test
  void whoSpeaksPlainHttpIsToldWhatIsRight() throws IOException {
    try (Stage stage = stage();
        Client plain = new Client(stage.server.port())) {
      Client.Response answer = plain.get("/").response();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("this port speaks https");
      assertThat(plain.isEnded()).isTrue();
      assertServes(stage);
    }
  }

  @Test
  void aCertificateIsRenewedUnderFiftyViewersWithoutADroppedStream() throws IOException {
    List<Client> viewers = new ArrayList<>();
    try (Stage stage =
        new Stage(builder -> builder.tls(chain, key).renewalCheck(Duration.ofMillis(20)))) {
      List<MjpegReader> streams = new ArrayList<>();
      stage.source.show(Pictures.small(64));
      for (int i = 0; i < 50; i++) {
        viewers.add(viewer(stage));
        streams.add(viewers.get(i).stream());
      }
      TestCertificate renewed = TestCertificate.create();
      renewed.write(chain, key);
      SSLContext trustsNew = renewed.client();
      Await.until("the new certificate", () -> presented(stage, trustsNew));
      stage.source.show(Pictures.small(72));
      for (MjpegReader stream : streams) {
        do {
          assertThat(stream.next()).isTrue();
        } while (stream.width() != 72);
      }
      assertThat(stage.door.status().viewers()).isEqualTo(50);
    } finally {
      for (Client viewer : viewers) {
        viewer.close();
      }
    }
  }

  private static boolean presented(Stage stage, SSLContext trusts) {
    try (SSLSocket socket =
        (SSLSocket)
            trusts
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), stage.server.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate;
    } catch (IOException e) {
      return false; // the old one still, which this client does not trust
    }
  }

  @Test
  void twoHundredHandshakesThatStallAreEndedInTimeAndHoldUpNobody() throws IOException {
    List<Socket> stalled = new ArrayList<>();
    try (Stage stage =
        new Stage(
            builder ->
                builder.tls(chain, key).patience(Duration.ofSeconds(3), Duration.ofMinutes(1)))) {
      byte[] begun = new byte[100]; // of a record of 512 bytes: a ClientHello
      begun[0] = 22;
      begun[1] = 3;
      begun[2] = 1;
      begun[3] = 2;
      begun[5] = 1;
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.server.port());
        socket.setSoTimeout(20_000);
        if (i % 2 == 0) { // the others say nothing at all
          socket.getOutputStream().write(begun, 0, i % 4 == 0 ? 3 : begun.length);
        }
        stalled.add(socket);
      }
      assertServes(stage);
      for (Socket socket : stalled) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void aByteASecondGainsNoTimeForTheFirstRequest() throws Exception {
    try (Stage stage =
            new Stage(
                builder ->
                    builder
                        .tls(chain, key)
                        .patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        SSLSocket socket = socket(stage)) {
      socket.startHandshake();
      long began = System.nanoTime();
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write('G');
                  Thread.onSpinWait();
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void whatIsNoHandshakeIsClosed() throws IOException {
    try (Stage stage = stage()) {
      byte[] endless = new byte[70_000]; // one message in many records, of 16 MB
      for (int record = 0; record < 4; record++) {
        int at = record * 16_389;
        endless[at] = 22;
        endless[at + 1] = 3;
        endless[at + 2] = 3;
        endless[at + 3] = 0x40;
      }
      endless[5] = 1;
      endless[6] = (byte) 0xFF;
      byte[] broken = {22, 3, 1, 0, 4, 1, 0, 0, 0};
      for (byte[] hello : List.of(endless, broken)) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.server.port())) {
          socket.setSoTimeout(20_000);
          assertThat(isClosedAfter(socket, hello)).isTrue();
        }
      }
      assertServes(stage);
    }
  }

  private static boolean isClosedAfter(Socket socket, byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
      socket.getInputStream().readAllBytes(); // an alert
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void anotherHandshakeOnTheSameConnectionIsRefused() throws IOException {
    try (Stage stage = stage();
        SSLSocket socket = socket(stage)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      socket.getSession().invalidate(); // a whole handshake, not the session again
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket.getInputStream().read();
              })
          .isInstanceOf(IOException.class);
      assertServes(stage);
    }
  }

  @Test
  void oldVersionsOfTlsAndOtherProtocolsOverItAreRefused() throws IOException {
    try (Stage stage = stage()) {
      try (SSLSocket other = socket(stage)) {
        SSLParameters parameters = other.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"spdy/3"});
        other.setSSLParameters(parameters);
        assertThatThrownBy(other::startHandshake).isInstanceOf(SSLException.class);
      }
      try (SSLSocket weak = socket(stage)) {
        weak.setEnabledProtocols(new String[] {"TLSv1.2"});
        weak.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
        assertThatThrownBy(weak::startHandshake).isInstanceOf(IOException.class);
      }
      assertServes(stage);
    }
  }

  @Test
  void aViewerWhoGoesWithoutAFarewellIsNoticed() throws IOException {
    try (Stage stage = stage();
        Socket below = new Socket(InetAddress.getLoopbackAddress(), stage.server.port());
        Socket tls =
            client
                .getSocketFactory()
                .createSocket(below, "localhost", stage.server.port(), false)) {
      tls.getOutputStream()
          .write(
              "GET /cameras/door/stream.mjpg HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(ISO_8859_1));
      stage.awaitViewers(1);
      below.shutdownOutput(); // TCP's end, and no close_notify
      stage.awaitViewers(0);
    }
  }

  @Test
  void anAppsOwnContextIsUsed() throws Exception {
    try (Stage stage =
        new Stage(
            builder -> {
              try {
                return builder.tls(SslContextBuilder.forServer(certificate.keys()).build());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })) {
      assertServes(stage);
    }
  }

  @Test
  void aContextForClientsAndFilesThatAreMissingAreRefused() throws Exception {
    try (Cameras cameras = new Cameras()) {
      MjpegServer.Builder builder = MjpegServer.builder(cameras);
      assertThatThrownBy(() -> builder.tls(SslContextBuilder.forClient().build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("forServer");
      Files.delete(key);
      assertThatThrownBy(() -> builder.tls(chain, key).start())
          .isInstanceOf(IOException.class)
          .hasMessage("key file " + key + ": there is no such file");
    }
  }
}
