package dev.framecast.micrometer;

import dev.framecast.camera.AgeDistribution;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.metrics.CameraMetric;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One camera's meters in one registry. Confined to the {@link UpdateThread}. */
final class CameraMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final CameraFigures figures;
  private final List<Meter> meters = new ArrayList<>();

  /** Meters have what they read by weak references alone. */
  private final List<RisingFigure> counts = new ArrayList<>();

  private @Nullable AgeTimer ages;

  CameraMeters(Camera camera, MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    this.figures = new CameraFigures(camera);
    boolean done = false;
    try {
      register();
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void register() {
    for (CameraState state : CameraState.values()) {
      meters.add(
          Gauge.builder(CameraMetric.STATE, figures, each -> each.isIn(state))
              .description(CameraMetric.STATE_HELP)
              .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
    for (CameraMetric metric : CameraMetric.ALL) {
      meters.add(metric.counts() ? counter(metric) : gauge(metric));
    }
    Timer timer =
        Timer.builder(CameraMetric.DELIVERY_AGE)
            .description(CameraMetric.DELIVERY_AGE_HELP)
            .tags(tags)
            .serviceLevelObjectives(AgeDistribution.BOUNDS.toArray(Duration[]::new))
            .register(registry);
    meters.add(timer);
    ages = new AgeTimer(timer);
    update();
  }

  private Meter counter(CameraMetric metric) {
    RisingFigure figure = new RisingFigure(figures, metric);
    counts.add(figure);
    return FunctionCounter.builder(metric.name(), figure, RisingFigure::value)
        .description(metric.help())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .tags(tags)
        .register(registry);
  }

  private Meter gauge(CameraMetric metric) {
    if (metric.unit().equals(CameraMetric.SECONDS)) {
      return TimeGauge.builder(metric.name(), figures, TimeUnit.SECONDS, each -> each.value(metric))
          .description(metric.help())
          .tags(tags)
          .register(registry);
    }
    return Gauge.builder(metric.name(), figures, each -> each.value(metric))
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /** Brings the ages into the timer that have come since the last time. */
  void update() {
    AgeDistribution now = figures.ages();
    if (now != null && ages != null) {
      ages.update(now);
    }
  }

  /** Removes all of them, whatever a registry's listeners throw, and throws that then. */
  void close() {
    RuntimeException failure = null;
    try {
      update();
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Meter meter : meters) {
      try {
        registry.remove(meter);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    meters.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
