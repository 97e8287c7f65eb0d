package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraState;
import dev.framecast.source.SourceException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Actuator answers over HTTP. */
class HealthTest {

  private static App start(String... more) throws Exception {
    int nobody;
    try (ServerSocket taken = new ServerSocket(0)) {
      nobody = taken.getLocalPort(); // and free again
    }
    String[] all =
        App.with(
            App.with(
                App.with(more, "framecast.cameras.well.uri=test:160x90@30"),
                "framecast.cameras.gone.uri=http://ann:secret@127.0.0.1:"
                    + nobody
                    + "/hidden.mjpg"),
            "framecast.cameras.gone.always-on=true");
    App app = App.start(App.with(all, "management.endpoint.health.show-details=always"));
    Camera gone = app.bean(Cameras.class).find("gone");
    CompletableFuture<Void> failed = new CompletableFuture<>();
    var registration =
        gone.addListener(
            new CameraListener() {
              @Override
              public void failed(
                  Camera camera, SourceException.Kind kind, String problem, Duration next) {
                failed.complete(null);
              }
            },
            Runnable::run);
    if (gone.state() != CameraState.BACKOFF) {
      failed.get(20, TimeUnit.SECONDS);
    }
    registration.close();
    return app;
  }

  @Test
  void camerasThatAreDownAreNamedAndTheAppIsUp() throws Exception {
    try (App app = start()) {
      HttpResponse<String> health = app.get("/actuator/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .contains("\"framecast\":{", "\"cameras\":2", "\"id\":\"gone\"", "since")
          .doesNotContain("secret", "ann", "hidden", "127.0.0.1", "\"well\"");
    }
  }

  @Test
  void theAppIsDownWhenThePropertySaysSo() throws Exception {
    try (App app = start("framecast.health.down-when=any")) {
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void itCanBeLeftOutAsAllIndicatorsCan() throws Exception {
    try (App app = start("management.health.framecast.enabled=false")) {
      assertThat(app.get("/actuator/health").body()).doesNotContain("framecast");
    }
  }
}
