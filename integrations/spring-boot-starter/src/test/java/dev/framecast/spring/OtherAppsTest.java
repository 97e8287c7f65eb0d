package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.MjpegServlet;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Apps that have more than cameras, or serve them in ways of their own. */
class OtherAppsTest {
  private static final String DOOR = "framecast.cameras.door.uri=test:640x360@30";
  private static final String IMPATIENT = "spring.lifecycle.timeout-per-shutdown-phase=8s";

  private static HttpResponse<byte[]> get(String address, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @EnumSource
  void streamsOfControllersAloneDoNotHoldUpTheEndOfAnApp(App.Server server) throws Exception {
    App app =
        App.start(
            server,
            ServedAppTest.WithController.class,
            DOOR,
            "framecast.servlet.enabled=false",
            "server.shutdown=graceful",
            IMPATIENT);
    App.awaitParts(app.open("/mine").body(), 2);
    assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(3));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class OwnServlet {
    @Bean
    ServletRegistrationBean<MjpegServlet> mine(Cameras cameras, HttpRules rules) {
      return new ServletRegistrationBean<>(new MjpegServlet(cameras, rules), "/mine/*");
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsOfAServletOfTheAppDoNotEither(App.Server server) throws Exception {
    App app = App.start(server, OwnServlet.class, DOOR, "server.shutdown=graceful", IMPATIENT);
    assertThat(app.get("/cameras/cameras").statusCode()).isEqualTo(404);
    App.awaitParts(app.open("/mine/cameras/door/stream.mjpg").body(), 2);
    assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource
  void picturesAreShownThoughTheAppForcesAnEncodingOnEverything(App.Server server)
      throws Exception {
    try (App app = App.start(server, App.Plain.class, DOOR, "server.servlet.encoding.force=true")) {
      String type = "Content-Type";
      assertThat(app.get("/cameras/cameras/door/snapshot.jpg").headers().firstValue(type))
          .hasValueSatisfying(told -> assertThat(told).startsWith("image/jpeg"));
      HttpResponse<InputStream> stream = app.open("/cameras/cameras/door/stream.mjpg");
      assertThat(stream.headers().firstValue(type).orElseThrow())
          .matches("multipart/x-mixed-replace; ?boundary=[A-Za-z0-9]+(; ?charset=.*)?");
      App.awaitParts(stream.body(), 2);
      stream.body().close();
      assertThat(app.get("/cameras/cameras").headers().firstValue(type))
          .hasValueSatisfying(told -> assertThat(told).containsIgnoringCase("charset=utf-8"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void figuresMayBeCompressed(App.Server server) throws Exception {
    try (App app =
        App.start(
            server,
            App.Plain.class,
            DOOR,
            "server.compression.enabled=true",
            "server.compression.min-response-size=1")) {
      HttpResponse<byte[]> figures =
          get(
              "http://127.0.0.1:" + app.port() + "/cameras/metrics",
              "Accept-Encoding",
              "gzip",
              "Accept",
              "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3");
      byte[] body = figures.body();
      String text =
          figures.headers().firstValue("Content-Encoding").isPresent()
              ? new String(
                  new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                  StandardCharsets.UTF_8)
              : new String(body, StandardCharsets.UTF_8);
      assertThat(text).contains("framecast_viewers 0").endsWith("# EOF\n");
      App.awaitParts(app.open("/cameras/cameras/door/stream.mjpg").body(), 2);
    }
  }

  @Test
  void thePortOfTheManagementHasHealthAndNoCameras() throws Exception {
    try (App app =
        App.start(
            App.Server.TOMCAT,
            App.Plain.class,
            DOOR,
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "management.endpoint.health.show-details=always")) {
      String port = app.context().getEnvironment().getProperty("local.management.port");
      String management = "http://127.0.0.1:" + port;
      assertThat(get(management + "/cameras/cameras").statusCode()).isEqualTo(404);
      assertThat(new String(get(management + "/actuator/health").body(), StandardCharsets.UTF_8))
          .contains("\"framecast\":{");
      App.awaitParts(app.open("/cameras/cameras/door/stream.mjpg").body(), 2);
      assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(4));
    }
  }
}
