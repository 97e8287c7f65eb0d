package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegStream;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Apps as Boot starts them, asked over HTTP. */
class ServedAppTest {
  private static final String DOOR = "framecast.cameras.door.uri=test:640x360@30";
  private static final String STREAM = "/cameras/cameras/door/stream.mjpg";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class WithController {
    private final Cameras cameras;

    WithController(Cameras cameras) {
      this.cameras = cameras;
    }

    @GetMapping("/mine")
    void mine(HttpServletRequest request, HttpServletResponse response) throws IOException {
      MjpegStream.write(cameras, "door", request, response);
    }

    @GetMapping("/hello")
    String hello() {
      return "hello";
    }
  }

  private static App start(App.Server server, String... properties) {
    return App.start(server, WithController.class, properties);
  }

  private static void watch(App app, String path) throws Exception {
    HttpResponse<InputStream> stream = app.open(path);
    try (InputStream body = stream.body()) {
      assertThat(stream.statusCode()).isEqualTo(200);
      App.awaitParts(body, 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void camerasAreServedBesideTheAppsOwnPages(App.Server server) throws Exception {
    try (App app = start(server, DOOR, "spring.threads.virtual.enabled=true")) {
      assertThat(app.get("/cameras/").body()).contains("<title>");
      assertThat(app.get("/cameras").statusCode()).isIn(301, 302, 307, 308);
      assertThat(app.get("/cameras/cameras").body()).contains("\"door\"");
      assertThat(app.get("/cameras/cameras/door/snapshot.jpg").headers().firstValue("Content-Type"))
          .hasValue("image/jpeg");
      assertThat(app.get("/hello").body()).isEqualTo("hello");
      watch(app, STREAM);
      watch(app, "/mine");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePathIsBelowTheAppsContextAndNotThatOfItsControllers(App.Server server) throws Exception {
    try (App app =
        start(
            server,
            DOOR,
            "server.servlet.context-path=/app",
            "spring.mvc.servlet.path=/api",
            "framecast.path=/watch/all/")) {
      assertThat(app.get("/app/watch/all/cameras").body()).contains("\"door\"");
      assertThat(app.get("/app/api/hello").body()).isEqualTo("hello");
      watch(app, "/app/watch/all/cameras/door/stream.mjpg");
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsDoNotHoldUpTheEndOfAnApp(App.Server server) throws Exception {
    App app = start(server, DOOR, "server.shutdown=graceful");
    HttpResponse<InputStream> reads = app.open(STREAM);
    HttpResponse<InputStream> readsToo = app.open("/mine");
    App.awaitParts(reads.body(), 2);
    App.awaitParts(readsToo.body(), 2);
    try (Socket silent = app.openAndReadNothing(STREAM)) {
      assertThat(silent.isConnected()).isTrue();
      assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(3));
    }
  }

  /** A viewer comes back when streams have ended, and the web server has not. */
  @Configuration(proxyBeanMethods = false)
  @Import(WithController.class)
  static class ComesBack {
    private volatile int status;

    @Bean
    SmartLifecycle viewer(Environment environment) {
      return new SmartLifecycle() {
        private volatile boolean running;

        @Override
        public void start() {
          running = true;
        }

        @Override
        public void stop() {
          running = false;
          URI mine =
              URI.create(
                  "http://127.0.0.1:" + environment.getProperty("local.server.port") + "/mine");
          try {
            status =
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(mine).build(), BodyHandlers.ofInputStream())
                    .statusCode();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public boolean isRunning() {
          return running;
        }

        @Override
        public int getPhase() {
          return DEFAULT_PHASE - 1;
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewersWhoComeBackDoNotHoldUpTheEndOfAnAppEither(App.Server server) throws Exception {
    App app = App.start(server, ComesBack.class, DOOR, "server.shutdown=graceful");
    ComesBack viewer = app.bean(ComesBack.class);
    App.awaitParts(app.open("/mine").body(), 2);
    assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(3));
    assertThat(viewer.status).isEqualTo(503);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Hanging {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @Bean
    FrameSource hangs() {
      return new FrameSource() {
        @Override
        public FrameSession open() throws IOException {
          opened.countDown();
          while (never.getCount() > 0) {
            try {
              never.await();
            } catch (InterruptedException e) {
              // As native code does, which knows of no interrupts.
            }
          }
          throw new IOException("late");
        }
      };
    }
  }

  @Test
  void aCameraThatHangsDoesNotKeepAnAppFromEnding() throws Exception {
    App app =
        App.start(App.Server.TOMCAT, Hanging.class, DOOR, "framecast.cameras.hangs.always-on=true");
    Hanging hanging = app.bean(Hanging.class);
    hanging.opened.await();
    App.awaitParts(app.open(STREAM).body(), 1);
    assertThat(app.timeToClose()).isLessThan(Duration.ofSeconds(5));
    hanging.never.countDown();
  }

  @Test
  void twoAppsInOneProcessHaveTheirOwnCameras() throws Exception {
    try (App one = App.start(DOOR);
        App two = App.start("framecast.cameras.yard=test:160x90@5")) {
      assertThat(one.get("/cameras/cameras").body()).contains("door").doesNotContain("yard");
      assertThat(two.get("/cameras/cameras").body()).contains("yard").doesNotContain("door");
      one.context().close();
      watch(two, "/cameras/cameras/yard/stream.mjpg");
    }
  }

  @Test
  void anAppThatWasStoppedServesAgainWhenItIsStarted() throws Exception {
    try (App app = start(App.Server.TOMCAT, DOOR)) {
      watch(app, STREAM);
      app.context().stop();
      app.context().start();
      watch(app, STREAM);
      watch(app, "/mine");
    }
  }

  @Test
  void noThreadOfACameraIsLeftWhenAnAppHasEnded() throws Exception {
    App app = App.start(DOOR, "framecast.reload-interval=1s");
    watch(app, STREAM);
    app.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("framecast-door") || name.equals("framecast-reload"));
  }

  @Test
  void hostsAndLimitsAreWhatThePropertiesSay() throws Exception {
    try (App app =
        App.start(
            DOOR,
            "framecast.hosts=cams.example.org",
            "framecast.limits.viewers=1",
            "framecast.origins=https://dash.example.org")) {
      HttpResponse<InputStream> first = app.open(STREAM);
      App.awaitParts(first.body(), 1);
      assertThat(app.get(STREAM).statusCode()).isEqualTo(503);
      first.body().close();
    }
  }

  @Test
  void theServletIsLeftOutWhereItIsNotWanted() throws Exception {
    try (App app = App.start(DOOR, "framecast.servlet.enabled=false")) {
      assertThat(app.get("/cameras/cameras").statusCode()).isEqualTo(404);
      assertThat(app.bean(Cameras.class).all()).hasSize(1);
    }
  }
}
