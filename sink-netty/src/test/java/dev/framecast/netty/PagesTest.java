package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Client;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class PagesTest {
  private Stage stage;

  @BeforeEach
  void start() throws IOException {
    stage = new Stage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void anOldClientCanKeepItsConnection() throws IOException {
    try (Client client = stage.client()) {
      for (int i = 0; i < 2; i++) {
        client.send("GET /cameras HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.response().header("Connection")).isEqualToIgnoringCase("keep-alive");
      }
    }
  }

  @Test
  void aProxysAbsoluteTargetIsUnderstood() throws IOException {
    assertThat(stage.get("http://cameras.example/cameras?x=1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"400, 10", "414, 20000"})
  void whatIsNotHttpIsRefused(int status, int length) throws IOException {
    try (Client client = stage.client()) {
      client.send(
          status == 400
              ? "complete nonsense without an end\r\n\r\n"
              : "GET /" + "x".repeat(length) + " HTTP/1.1\r\n\r\n");
      assertThat(client.response().status()).isEqualTo(status);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aHeaderWithoutAnEndIsRefused() throws IOException {
    try (Client client = stage.client()) {
      client.get("/", "X-Long: " + "x".repeat(9000));
      assertThat(client.response().status()).isEqualTo(431);
    }
  }
}
