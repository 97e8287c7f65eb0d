package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is going on, in the text format of Prometheus, or of OpenMetrics where that is asked for.
 */
final class Metrics {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final StringBuilder out = new StringBuilder();
  private final boolean open;

  private Metrics(boolean open) {
    this.open = open;
  }

  /**
   * The answer.
   *
   * @param admissions who is served in all, or null for nobody's business
   */
  static HttpAnswer.Content of(
      List<Camera> cameras, @Nullable Admissions admissions, @Nullable String accept) {
    boolean open = accept != null && accept.toLowerCase(Locale.ROOT).contains(OPEN_METRICS);
    Metrics metrics = new Metrics(open);
    if (admissions != null) {
      metrics.server(admissions);
    }
    metrics.cameras(cameras.stream().map(Camera::status).toList());
    if (open) {
      metrics.out.append("# EOF\n");
    }
    return HttpAnswer.Content.of(
        200,
        open
            ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8",
        metrics.out.toString().getBytes(UTF_8));
  }

  private void server(Admissions admissions) {
    gauge("framecast_viewers", "Streams that are sent.");
    sample("framecast_viewers", "", admissions.count(Admissions.Limit.VIEWERS));
    gauge("framecast_snapshots", "Snapshots that are waited for.");
    sample("framecast_snapshots", "", admissions.count(Admissions.Limit.SNAPSHOTS));
    gauge("framecast_connections", "Connections, in servers that count them.");
    sample("framecast_connections", "", admissions.count(Admissions.Limit.CONNECTIONS));
    String refused =
        counter("framecast_refused", "What was refused, by the limit that it was for.");
    for (Admissions.Limit limit : Admissions.Limit.values()) {
      sample(refused, "{limit=\"" + limit.label() + "\"}", (double) admissions.refused(limit));
    }
  }

  private void cameras(List<CameraStatus> cameras) {
    gauge("framecast_camera_state", "1 for the state that a camera is in.");
    for (CameraStatus camera : cameras) {
      String state = camera.state().name().toLowerCase(Locale.ROOT);
      sample(
          "framecast_camera_state",
          "{camera=\"" + escaped(camera.id()) + "\",state=\"" + state + "\"}",
          1);
    }
    gauge("framecast_camera_viewers", "Who watch a camera, those in the app among them.");
    each("framecast_camera_viewers", cameras, CameraStatus::viewers);
    gauge("framecast_camera_fps", "Pictures a second that arrive.");
    each("framecast_camera_fps", cameras, CameraStatus::fps);
    each(
        counter("framecast_camera_frames", "Pictures that arrived."),
        cameras,
        CameraStatus::captured);
    each(
        counter("framecast_camera_dropped", "Pictures that came broken and were thrown away."),
        cameras,
        CameraStatus::dropped);
    each(
        counter("framecast_camera_encoded", "JPEGs that were made here."),
        cameras,
        CameraStatus::encoded);
    each(
        counter("framecast_camera_reconnects", "Connections after a loss."),
        cameras,
        CameraStatus::reconnects);
    each(
        counter("framecast_camera_failures", "Tries and connections that failed."),
        cameras,
        CameraStatus::failures);
  }

  private void each(String name, List<CameraStatus> cameras, ToDoubleFunction<CameraStatus> value) {
    for (CameraStatus camera : cameras) {
      sample(name, "{camera=\"" + escaped(camera.id()) + "\"}", value.applyAsDouble(camera));
    }
  }

  private void gauge(String name, String help) {
    family(name, "gauge", help);
  }

  /** OpenMetrics names a counter without the end that its samples have. */
  private String counter(String name, String help) {
    family(open ? name : name + "_total", "counter", help);
    return name + "_total";
  }

  private void family(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, double value) {
    out.append(name).append(labels).append(' ');
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
    out.append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
