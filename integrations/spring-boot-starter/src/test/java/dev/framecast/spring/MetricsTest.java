package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.micrometer.FramecastMetrics;
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
      assertThat(
              app.get("/actuator/metrics/framecast.camera.frames.captured?tag=camera:door").body())
          .contains("\"statistic\":\"COUNT\"")
          .doesNotContain("\"value\":0.0");
      assertThat(app.bean(FramecastMetrics.class)).isNotNull();
    }
  }
}
