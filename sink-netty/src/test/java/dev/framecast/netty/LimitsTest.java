package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.http.Limits;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a server of its own limits besides: connections, and what is sent over them. */
@ExtendWith(NoLeaks.class)
class LimitsTest {

  private static Stage stage(UnaryOperator<Limits.Builder> limits) throws IOException {
    return new Stage(builder -> builder.limits(limits.apply(Limits.builder()).build()));
  }

  @Test
  void aConnectionTooManyIsToldSoUnreadAndClosed() throws IOException {
    try (Stage stage = stage(limits -> limits.connections(2));
        Client first = stage.client();
        Client second = stage.viewer()) {
      assertThat(second.head().status()).isEqualTo(200);
      try (Client third = stage.client()) {
        Client.Response refusal = third.response();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.text()).isEqualTo("this server is full: 2 connections\n");
        assertThat(refusal.header("Retry-After")).isEqualTo("10");
        assertThat(refusal.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(third.isEnded()).isTrue();
      }
      String metrics = first.get("/metrics").response().text();
      assertThat(metrics)
          .contains("framecast_connections 2\n")
          .contains("framecast_refused_total{limit=\"connections\"} 1\n");
      second.reset();
      Await.until("room", () -> stage.server.connections() == 1);
      assertThat(stage.get("/cameras").status()).isEqualTo(200);
    }
  }

  @Test
  void anAddressWithTooManyConnectionsIsToldSo() throws IOException {
    try (Stage stage = stage(limits -> limits.connectionsPerAddress(1).countLoopback());
        Client first = stage.client()) {
      assertThat(first.get("/cameras").response().status()).isEqualTo(200);
      try (Client second = stage.client()) {
        Client.Response refusal = second.response();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.text()).isEqualTo("too many from this address: 1 connections\n");
      }
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndOneThatDoesNotSaySoEndsTheConnection() throws IOException {
    try (Stage stage = stage(limits -> limits.bodyBytes(100));
        Client small = stage.client();
        Client large = stage.client();
        Client endless = stage.client()) {
      small.request("POST", "/cameras", "Content-Length: 100").send("x".repeat(100));
      assertThat(small.response().status()).isEqualTo(405);
      assertThat(small.get("/cameras").response().status()).isEqualTo(200);
      large.request("POST", "/cameras", "Content-Length: 101");
      assertThat(large.response().status()).isEqualTo(413);
      assertThat(large.isEnded()).isTrue();
      endless.request("POST", "/cameras", "Transfer-Encoding: chunked");
      assertThat(endless.response().status()).isEqualTo(405);
      endless.send("65\r\n" + "x".repeat(101) + "\r\n");
      assertThat(endless.isEnded()).isTrue();
    }
  }

  @Test
  void aRequestThatIsTooLongIsRefused() throws IOException {
    try (Stage stage = stage(limits -> limits.requestLineBytes(256).headerBytes(1_024))) {
      assertThat(stage.get("/" + "x".repeat(256)).status()).isEqualTo(414);
      assertThat(stage.get("/", "X: " + "x".repeat(1_024)).status()).isEqualTo(431);
      assertThat(stage.get("/").status()).isEqualTo(200);
    }
  }
}
