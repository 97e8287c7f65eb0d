package dev.framecast.metrics;

import dev.framecast.camera.CameraStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure that is told of each camera: in {@code /metrics} of the sinks, and by Micrometer under
 * the same name.
 *
 * @param name in lower case, with dots
 * @param unit in the plural, or empty
 * @param counts whether it only rises
 * @param help a sentence for people
 * @param value the figure; NaN while there is none
 */
public record CameraMetric(
    String name,
    String unit,
    boolean counts,
    String help,
    ToDoubleFunction<? super CameraStatus> value) {

  /** The unit of all that is a time. */
  public static final String SECONDS = "seconds";

  /** 1 for the state that a camera is in, 0 for the others; labelled with it. */
  public static final String STATE = "framecast.camera.state";

  public static final String STATE_HELP = "1 for the state that a camera is in, 0 for the others.";

  /** A histogram, in {@link #SECONDS}. */
  public static final String DELIVERY_AGE = "framecast.camera.delivery.age";

  public static final String DELIVERY_AGE_HELP =
      "How old live frames were when they had been sent to viewers.";

  /** All that are a number. */
  public static final List<CameraMetric> ALL =
      List.of(
          gauge(
              "viewers",
              "",
              "Who watch a camera, those in the app among them.",
              CameraStatus::viewers),
          gauge("fps", "", "Pictures a second that arrive.", CameraStatus::fps),
          gauge(
              "age",
              SECONDS,
              "Age of the newest picture; it rises while nobody watches.",
              CameraMetric::age),
          counter("frames.captured", "", "Pictures that arrived.", CameraStatus::captured),
          counter("frames.decoded", "", "Pictures that were decoded.", CameraStatus::decoded),
          counter("frames.encoded", "", "JPEGs that were made here.", CameraStatus::encoded),
          counter(
              "frames.passed",
              "",
              "JPEGs that were handed on as the camera made them.",
              CameraStatus::passedThrough),
          counter(
              "frames.dropped",
              "",
              "Pictures that came broken and were thrown away.",
              CameraStatus::dropped),
          counter(
              "frames.delivered",
              "",
              "Live frames that were sent to viewers.",
              CameraStatus::delivered),
          counter(
              "delivered",
              "bytes",
              "Bytes of the frames that were sent to viewers.",
              CameraStatus::deliveredBytes),
          counter("connects", "", "Connections that showed a picture.", CameraStatus::connects),
          counter("reconnects", "", "Connections after a loss.", CameraStatus::reconnects),
          counter("failures", "", "Tries and connections that failed.", CameraStatus::failures));

  private static CameraMetric gauge(
      String name, String unit, String help, ToDoubleFunction<? super CameraStatus> value) {
    return new CameraMetric("framecast.camera." + name, unit, false, help, value);
  }

  private static CameraMetric counter(
      String name, String unit, String help, ToDoubleFunction<? super CameraStatus> value) {
    return new CameraMetric("framecast.camera." + name, unit, true, help, value);
  }

  private static double age(CameraStatus status) {
    return status.ageMillis() < 0 ? Double.NaN : status.ageMillis() / 1e3;
  }
}
