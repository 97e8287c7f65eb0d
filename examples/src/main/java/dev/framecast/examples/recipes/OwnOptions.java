package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.frame.Ladder;
import java.time.Duration;
import java.util.List;

/** A camera that is looked after in another way than by default. */
public final class OwnOptions {
  private OwnOptions() {}

  // tag::options[]
  static Camera add(Cameras cameras, String address) {
    CameraOptions options =
        CameraOptions.builder()
            .name("Front door") // what people read
            .linger(Duration.ofMinutes(1)) // 10 s by default
            .ladder(new Ladder(List.of(320, 640, 1280), List.of(80))) // of widths and qualities
            .maxRenditions(3) // 6 by default, beside the camera's own
            .build();
    return cameras.add("door", address, options);
  }
  // end::options[]
}
