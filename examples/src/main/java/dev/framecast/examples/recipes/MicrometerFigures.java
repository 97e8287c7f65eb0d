package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.micrometer.FramecastMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** Figures of all cameras in an app's registry of Micrometer, whichever that is. */
public final class MicrometerFigures {
  private MicrometerFigures() {}

  // tag::bind[]
  /** To be closed before the registry. In Spring Boot a bean of it is all that it takes. */
  static FramecastMetrics bind(Cameras cameras, MeterRegistry registry) {
    FramecastMetrics metrics = new FramecastMetrics(cameras);
    metrics.bindTo(registry); // each meter has the tag "camera"
    return metrics;
  }

  // end::bind[]
}
