package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.micrometer.FramecastMetrics;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Actuator's registries tell. */
class MetricsTest {
  @Test
  void figuresOfCamerasAreAmongTheAppsMeters() throws Exception {
    try (App app =
        App.start(
            "framecast.cameras.door.uri=test:160x90@30",
            "management.endpoints.web.exposure.include=metrics")) {
      assertThat(app.get("/cameras/cameras/door/snapshot.jpg").statusCode()).isEqualTo(200);
      String captured = "/actuator/metrics/framecast.camera.frames.captured?tag=camera:door";
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (app.get(captured).body().contains("\"value\":0.0")) {
        assertThat(System.nanoTime() - deadline).as("no picture is counted").isNegative();
      }
      assertThat(app.get(captured).body()).contains("\"statistic\":\"COUNT\"");
      assertThat(app.bean(FramecastMetrics.class)).isNotNull();
    }
  }
}
