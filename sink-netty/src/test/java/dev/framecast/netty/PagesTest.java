package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.sink.Client;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(stage.get("http://localhost/cameras?x=1").status()).isEqualTo(200);
    assertThat(stage.get("http://cameras.example/cameras?x=1").status()).isEqualTo(421);
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

  @ParameterizedTest
  @ValueSource(strings = {"/cameras", "/", "/nothing", "/cameras/door/stream.mjpg?fps=x"})
  void anAnswerSaysWhenItWasMade(String target) throws IOException {
    String date = stage.get(target).header("Date");
    ZonedDateTime made = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(made.toInstant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    assertThat(date).hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET /cameras HTTP/1.1~~; 400",
        "GET /cameras HTTP/1.1~Host: a~Host: b~~; 400",
        "GET /cameras HTTP/1.1~Host: a~Host: a~~; 400",
        "GET /cameras HTTP/1.0~Host: a~Host: b~~; 400",
        "GET /cameras HTTP/1.1~Host: a b~~; 400",
        "GET /cameras HTTP/1.1~Host: a/b~~; 400",
        "GET /cameras HTTP/1.1~Host : a~~; 400",
        "GET /cam\0eras HTTP/1.1~Host: a~~; 400",
        "GET /cameras HTTP/9.9~Host: a~~; 505",
        "GET /cameras HTTP/2.0~Host: a~~; 505",
        "GET /cameras HTTP/1.1~Host: [::1]:80~~; 200",
        "GET /cameras HTTP/1.1~Host:~~; 200",
        "GET /cameras HTTP/1.0~~; 200"
      })
  void requestsAreRefusedThatNoServerMayTake(String request, int status) throws IOException {
    try (Client client = stage.client()) {
      client.send(request.replace("~", "\r\n"));
      assertThat(client.response().status()).isEqualTo(status);
      if (status >= 400) {
        assertThat(client.isEnded()).isTrue();
      }
    }
    assertThat(stage.get("/cameras").status()).isEqualTo(200);
  }
}
