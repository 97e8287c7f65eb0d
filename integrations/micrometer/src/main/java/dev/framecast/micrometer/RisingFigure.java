package dev.framecast.micrometer;

import dev.framecast.metrics.CameraMetric;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that never falls, whatever a source counts: a camera's connection that hangs is given
 * up, and takes what it has counted along until it ends. Any thread.
 */
final class RisingFigure {
  private final CameraFigures figures;
  private final CameraMetric metric;
  private final AtomicLong most = new AtomicLong();

  RisingFigure(CameraFigures figures, CameraMetric metric) {
    this.figures = figures;
    this.metric = metric;
  }

  double value() {
    return most.accumulateAndGet(figures.count(metric), Math::max);
  }
}
