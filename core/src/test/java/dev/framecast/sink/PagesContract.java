package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes, headers and status codes. */
interface PagesContract extends Staged {

  @Test
  default void thePageIsAtTheRoot() throws IOException {
    Client.Response page = stage().get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).matches("(?i)text/html; ?charset=utf-8");
    assertThat(page.text()).startsWith("<!doctype html>");
  }

  @Test
  default void theJsonListsTheCameras() throws IOException {
    Client.Response json = stage().get("/cameras");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("Content-Type")).startsWith("application/json");
    assertThat(json.header("Cache-Control")).isEqualTo("no-store");
    assertThat(json.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(json.text()).contains("\"id\":\"door\"", "\"state\":\"IDLE\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/cameras/none/stream.mjpg",
        "/cameras/door/other",
        "/cameras/d%C3%B6%C3%B6r/stream.mjpg"
      })
  default void whatDoesNotExistIsNotFound(String target) throws IOException {
    assertThat(stage().get(target).status()).isEqualTo(404);
  }

  @Test
  default void nothingIsDecodedTwice() throws IOException {
    // Some containers refuse such an address before anybody is asked.
    assertThat(stage().get("/cameras/%2564oor/stream.mjpg").status()).isIn(400, 404);
  }

  @Test
  default void onlyGetAndHeadAreAllowed() throws IOException {
    try (Client client = stage().client()) {
      // In one piece: Jetty closes a connection on which a body that nobody reads is yet to come.
      client.send("POST /cameras HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
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
  default void aMalformedQueryIsRefused(String query) throws IOException {
    Client.Response refused = stage().get("/cameras/door/stream.mjpg?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(stage().door.status().viewers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/cameras, 200",
    "/nothing, 404",
    "/cameras/door/stream.mjpg, 200",
    "/cameras/door/snapshot.jpg, 200"
  })
  default void headGivesTheHeaderAlone(String target, int status) throws IOException {
    stage().source.show(Pictures.small(64));
    try (Client client = stage().client()) {
      Client.Response head = client.request("HEAD", target, "Connection: close").head();
      assertThat(head.status()).isEqualTo(status);
      assertThat(client.read(1)).as("no body, and the end").isEmpty();
      stage().awaitViewers(0);
    }
  }

  @Test
  default void aConditionalRequestIsAnsweredAnew() throws IOException {
    Client.Response json =
        stage()
            .get(
                "/cameras", "If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.text()).contains("door");
  }

  @Test
  default void aFileOfThePageIsSentOnceToABrowserThatKeepsIt() throws IOException {
    String tag = stage().get("/wall/camera-element.js").header("ETag");
    try (Client client = stage().client()) {
      client.get("/wall/camera-element.js", "If-None-Match: " + tag);
      Client.Response kept = client.head();
      assertThat(kept.status()).isEqualTo(304);
      assertThat(kept.header("ETag")).isEqualTo(tag);
      // Jetty says Content-Length: 0 of its own accord; no body follows either way.
      assertThat(kept.headers()).doesNotContainKey("Transfer-Encoding");
      assertThat(client.get("/cameras").response().status()).as("the next answer").isEqualTo(200);
    }
  }

  @Test
  default void oneConnectionServesManyRequests() throws IOException {
    try (Client client = stage().client()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/cameras").response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  default void requestsSentAtOnceAreAnsweredInOrder() throws IOException {
    try (Client client = stage().client()) {
      client.get("/").get("/cameras").get("/nothing").get("/cameras", "Connection: close");
      assertThat(client.response().header("Content-Type")).startsWith("text/html");
      assertThat(client.response().header("Content-Type")).startsWith("application/json");
      assertThat(client.response().status()).isEqualTo(404);
      assertThat(client.response().header("Connection")).isEqualTo("close");
      assertThat(client.read(1)).isEmpty();
    }
  }

  @Test
  default void anOldClientIsToldTheEndByTheConnection() throws IOException {
    try (Client client = stage().client()) {
      client.send("GET /cameras HTTP/1.0\r\n\r\n");
      assertThat(client.response().text()).contains("door");
      assertThat(client.read(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_000_000})
  default void whatIsNotHttpEndsItsConnectionAndNothingElse(int length) throws IOException {
    try (Client client = stage().client()) {
      client.send(
          length == 0
              ? "complete nonsense without an end\r\n\r\n"
              : "GET /" + "x".repeat(length) + " HTTP/1.1\r\n");
      assertThat(client.isEnded()).isTrue();
    } catch (IOException e) {
      // Ended before all of it was sent.
      assertThat(length).isPositive();
    }
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
  }

  @Test
  default void everythingIsBelowTheMount() throws IOException {
    try (SinkStage mounted = stage("/cams", Duration.ofSeconds(8))) {
      String page = mounted.get("/cams/").text();
      assertThat(page).startsWith("<!doctype html>");
      Matcher script = Pattern.compile("src=\"(wall/[^\"]+)\"").matcher(page);
      assertThat(script.find()).isTrue();
      assertThat(mounted.get("/cams/" + script.group(1)).header("Cache-Control"))
          .isEqualTo("public, max-age=31536000, immutable");
      assertThat(mounted.get("/cams/cameras").text()).contains("door");
      Client.Response toSlash = mounted.get("/cams");
      assertThat(toSlash.status()).isEqualTo(308);
      assertThat(toSlash.header("Location")).isEqualTo("/cams/");
      assertThat(mounted.get("/camsandmore").status()).isEqualTo(404);
      assertThat(mounted.get("/cameras").status()).isEqualTo(404);
    }
  }
}
