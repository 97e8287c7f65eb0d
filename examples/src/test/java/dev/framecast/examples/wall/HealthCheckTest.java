package dev.framecast.examples.wall;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.TokenAccess;
import dev.framecast.netty.MjpegServer;
import dev.framecast.netty.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HealthCheckTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int check(int timeoutMillis, String... arguments) {
    return HealthCheck.run(arguments, timeoutMillis, new PrintStream(errors, true, UTF_8));
  }

  private String said() {
    return errors.toString(UTF_8).strip();
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static String address(ServerSocket listener) {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  @Test
  void aWallThatAnswersIsWellEvenIfItsCamerasAreNot() throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", "http://127.0.0.1:1/down");
      try (MjpegServer server = MjpegServer.start(cameras, 0)) {
        assertThat(check(20_000, server.uri().toString())).isZero();
      }
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void aWallThatAsksForALoginIsWell() throws Exception {
    Access login = TokenAccess.of(TokenAccess.newToken());
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.builder(cameras).port(0).access(login).start()) {
      assertThat(check(20_000, server.uri().toString())).isZero();
    }
  }

  /** It is answered with 400 and what is right, without TLS. */
  @Test
  void aWallThatSpeaksTlsIsAskedByPlainHttp(@TempDir Path folder) throws Exception {
    Path chain = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    TestCertificate.create().write(chain, key);
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.builder(cameras).port(0).tls(chain, key).start()) {
      assertThat(check(20_000, "http://127.0.0.1:" + server.port() + "/")).isZero();
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void nobodyListens() throws Exception {
    String address;
    try (ServerSocket listener = listener()) {
      address = address(listener);
    }
    assertThat(check(20_000, address)).isEqualTo(1);
    assertThat(said()).startsWith("health check: no answer: ");
  }

  @Test
  void whoTakesTheConnectionAndSaysNothingIsNotWaitedForLongerThanAllowed() throws Exception {
    try (ServerSocket listener = listener()) { // the kernel takes connections for it
      assertThat(check(200, address(listener))).isEqualTo(1);
    }
    assertThat(said()).startsWith("health check: no answer: ");
  }

  @Test
  void anAnswerThatIsNotHttpIsNone() throws Exception {
    try (ServerSocket listener = listener()) {
      CompletableFuture<Void> talker =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = listener.accept()) {
                  socket
                      .getOutputStream()
                      .write("220 mail.example.org ESMTP\r\n".getBytes(US_ASCII));
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(check(20_000, address(listener))).isEqualTo(1);
      talker.join();
    }
    assertThat(said()).startsWith("health check: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080",
        "http:",
        "https://127.0.0.1:8080/",
        "http://a b/",
        "http://h/ http://h/"
      })
  void whatIsNotOneAddressIsRefusedAndNotRepeated(String arguments) {
    assertThat(check(200, arguments.isEmpty() ? new String[0] : arguments.split(" http", -1)))
        .isEqualTo(1);
    assertThat(said())
        .isEqualTo("health check: must be given one address, such as http://127.0.0.1:8080/");
  }
}
