package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.http.HttpRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names a sink on a loopback address is served, and to pages of which sites. */
interface HostsContract extends Staged {
  String DASH = "https://dash.example";
  String POLICY = "Cross-Origin-Resource-Policy";
  String ALLOWED = "Access-Control-Allow-Origin";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/cameras",
        "/cameras/door/stream.mjpg",
        "/cameras/door/snapshot.jpg",
        "/wall/camera-element.js"
      })
  default void aSiteWhoseNamePointsHereSeesNothing(String target) throws IOException {
    stage().source.show(Pictures.small(64));
    try (Client client = stage().client()) {
      Client.Response refused = client.host("evil.example:8080").get(target).response();
      assertThat(refused.status()).isEqualTo(421);
      assertThat(refused.text()).contains("\"evil.example:8080\"", "--allow-host");
      assertThat(client.host("localhost").get("/cameras").response().status())
          .as("the connection goes on")
          .isEqualTo(200);
    }
    assertThat(stage().door.status().viewers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:1", "app.localhost:3000", "127.0.0.1:8080", "[::1]"})
  default void theNamesOfThisMachineAreServed(String host) throws IOException {
    try (Client client = stage().client()) {
      assertThat(client.host(host).get("/cameras").response().status()).isEqualTo(200);
    }
  }

  @Test
  default void aNameThatWasAllowedIsServed() throws IOException {
    try (SinkStage proxied = stage(HttpRules.builder().hosts("cams.example").build());
        Client client = proxied.client()) {
      assertThat(client.host("cams.example").get("/cameras").response().status()).isEqualTo(200);
      assertThat(client.host("localhost").get("/cameras").response().status()).isEqualTo(200);
      assertThat(client.host("evil.example").get("/cameras").response().status()).isEqualTo(421);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/cameras",
        "/cameras/door/stream.mjpg",
        "/cameras/door/snapshot.jpg",
        "/wall/camera-element.js"
      })
  default void pagesOfOtherSitesCanNeitherShowNorReadIt(String target) throws IOException {
    stage().source.show(Pictures.small(64));
    try (Client client = stage().client()) {
      Client.Response answer =
          client.get(target, "Origin: " + DASH, "Referer: " + DASH + "/").head();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header(POLICY)).isEqualTo("same-site");
      assertThat(answer.headers()).doesNotContainKey(ALLOWED);
    }
  }

  @Test
  default void aPageOfAnOriginThatWasAllowedShowsAndReadsIt() throws IOException {
    try (SinkStage open = stage(HttpRules.builder().origins(DASH).build())) {
      open.source.show(Pictures.small(64));
      for (String target :
          new String[] {
            "/cameras",
            "/cameras/door/stream.mjpg",
            "/cameras/door/snapshot.jpg",
            "/wall/camera-element.js"
          }) {
        try (Client client = open.client()) {
          Client.Response answer = client.get(target, "Origin: " + DASH).head();
          assertThat(answer.header(ALLOWED)).as(target).isEqualTo(DASH);
          assertThat(answer.header(POLICY)).as(target).isEqualTo("cross-origin");
          assertThat(answer.header("Vary")).as(target).contains("Origin");
        }
      }
      try (Client image = open.client()) {
        Client.Response shown =
            image.get("/cameras/door/snapshot.jpg", "Referer: " + DASH + "/x?y").head();
        assertThat(shown.header(POLICY)).isEqualTo("cross-origin");
        assertThat(shown.headers()).doesNotContainKey(ALLOWED);
      }
      assertThat(open.get("/cameras", "Origin: https://dash.example.evil").header(POLICY))
          .isEqualTo("same-site");
      assertThat(open.get("/").header("Content-Security-Policy"))
          .endsWith("frame-ancestors 'self' " + DASH);
    }
  }

  @Test
  default void aPageThatAsksWhetherItMayAskIsAnswered() throws IOException {
    try (SinkStage open = stage(HttpRules.builder().origins(DASH).build());
        Client client = open.client()) {
      client.request(
          "OPTIONS", "/cameras", "Origin: " + DASH, "Access-Control-Request-Method: GET");
      Client.Response allowed = client.head();
      assertThat(allowed.status()).isEqualTo(204);
      assertThat(allowed.header(ALLOWED)).isEqualTo(DASH);
      assertThat(allowed.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
      client.request(
          "OPTIONS",
          "/cameras",
          "Origin: https://evil.example",
          "Access-Control-Request-Method: GET");
      assertThat(client.response().status()).isEqualTo(405);
    }
  }
}
