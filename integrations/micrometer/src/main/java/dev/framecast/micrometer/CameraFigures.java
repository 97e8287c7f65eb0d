package dev.framecast.micrometer;

import dev.framecast.camera.AgeDistribution;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.metrics.CameraMetric;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a camera tells of itself, asked once for all meters that a registry reads together. Any
 * thread; never throws.
 */
final class CameraFigures {
  private static final System.Logger LOG = System.getLogger(FramecastMetrics.class.getName());
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * @param status null when the camera could not tell it
   * @param good the newest one that it could
   */
  private record Asked(
      long at, @Nullable CameraStatus status, @Nullable CameraStatus good, boolean told) {}

  private final Camera camera;
  private final AtomicReference<@Nullable Asked> newest = new AtomicReference<>();

  CameraFigures(Camera camera) {
    this.camera = camera;
  }

  /** A gauge's value, NaN when it is not known. */
  double value(CameraMetric metric) {
    CameraStatus status = asked().status();
    return status == null ? Double.NaN : metric.value().applyAsDouble(status);
  }

  /** 1 or 0, NaN when it is not known. */
  double isIn(CameraState state) {
    CameraStatus status = asked().status();
    return status == null ? Double.NaN : status.state() == state ? 1 : 0;
  }

  /** A counter's value as far as it was ever known. */
  long count(CameraMetric metric) {
    CameraStatus status = asked().good();
    return status == null ? 0 : (long) metric.value().applyAsDouble(status);
  }

  /** As far as they were ever known. */
  @Nullable AgeDistribution ages() {
    CameraStatus status = asked().good();
    return status == null ? null : status.deliveryAges();
  }

  private Asked asked() {
    Asked before = newest.get();
    if (before != null && System.nanoTime() - before.at() < FRESH_NANOS) {
      return before;
    }
    Asked now = ask(before);
    // Who was overtaken goes by what the other has found, so that nothing is seen to go back.
    return newest.compareAndSet(before, now) ? now : Objects.requireNonNull(newest.get());
  }

  private Asked ask(@Nullable Asked before) {
    long at = System.nanoTime();
    try {
      CameraStatus status = camera.status();
      return new Asked(at, status, status, false);
    } catch (RuntimeException e) {
      boolean told = before != null && before.told();
      if (!told) {
        LOG.log(Level.WARNING, "camera \"" + camera.id() + "\" does not tell its status", e);
      }
      return new Asked(at, null, before == null ? null : before.good(), true);
    }
  }
}
