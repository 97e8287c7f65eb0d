package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  void thePageIsAtTheRoot() throws IOException {
    Client.Response page = stage.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text()).startsWith("<!doctype html>");
  }

  @Test
  void theJsonListsTheCameras() throws IOException {
    Client.Response json = stage.get("/cameras");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("Content-Type")).startsWith("application/json");
    assertThat(json.text()).contains("\"id\":\"door\"", "\"state\":\"IDLE\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/cameras/none/stream.mjpg", "/cameras/door/other"})
  void whatDoesNotExistIsNotFound(String target) throws IOException {
    assertThat(stage.get(target).status()).isEqualTo(404);
  }

  @Test
  void onlyGetAndHeadAreAllowed() throws IOException {
    try (Client client = stage.client()) {
      client.request("POST", "/cameras", "Content-Length: 5").send("hello");
      Client.Response refused = client.response();
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(client.get("/cameras").response().status())
          .as("the body was passed over, and the connection goes on")
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"width=wide", "fps=-1", "quality=101", "width=%zz"})
  void aMalformedQueryIsRefused(String query) throws IOException {
    Client.Response refused = stage.get("/cameras/door/stream.mjpg?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(stage.door.status().viewers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/cameras, 200",
    "/nothing, 404",
    "/cameras/door/stream.mjpg, 200",
    "/cameras/door/snapshot.jpg, 200"
  })
  void headGivesTheHeaderAlone(String target, int status) throws IOException {
    stage.source.show(Pictures.small(64));
    try (Client client = stage.client()) {
      Client.Response head = client.request("HEAD", target, "Connection: close").head();
      assertThat(head.status()).isEqualTo(status);
      assertThat(client.read(1)).as("no body, and the end").isEmpty();
      assertThat(stage.door.status().viewers()).isZero();
    }
  }

  @Test
  void oneConnectionServesManyRequests() throws IOException {
    try (Client client = stage.client()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/cameras").response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void requestsSentAtOnceAreAnsweredInOrder() throws IOException {
    try (Client client = stage.client()) {
      client.get("/").get("/cameras").get("/nothing").get("/cameras", "Connection: close");
      assertThat(client.response().header("Content-Type")).startsWith("text/html");
      assertThat(client.response().header("Content-Type")).startsWith("application/json");
      assertThat(client.response().status()).isEqualTo(404);
      assertThat(client.response().header("Connection")).isEqualTo("close");
      assertThat(client.read(1)).isEmpty();
    }
  }

  @Test
  void anOldClientIsToldTheEndByTheConnection() throws IOException {
    try (Client client = stage.client()) {
      client.send("GET /cameras HTTP/1.0\r\n\r\n");
      assertThat(client.response().text()).contains("door");
      assertThat(client.read(1)).isEmpty();
    }
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
  @CsvSource({"400, 10", "414, 5000"})
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
