package dev.framecast.http;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.metrics.CameraMetric;
import dev.framecast.metrics.PrometheusText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is going on, in the text format of Prometheus, or of OpenMetrics where that is asked for.
 */
final class Metrics {
  private final PrometheusText text;

  private Metrics(PrometheusText text) {
    this.text = text;
  }

  /**
   * The answer.
   *
   * @param admissions who is served in all, or null for nobody's business
   */
  static HttpAnswer.Content of(
      List<Camera> cameras, @Nullable Admissions admissions, @Nullable String accept) {
    PrometheusText text =
        new PrometheusText(
            accept != null
                && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text"));
    Metrics metrics = new Metrics(text);
    if (admissions != null) {
      metrics.server(admissions);
    }
    metrics.cameras(cameras.stream().map(Camera::status).toList());
    return HttpAnswer.Content.of(200, text.contentType(), text.toBytes());
  }

  private void server(Admissions admissions) {
    gauge("framecast.viewers", "Streams that are sent.", admissions, Admissions.Limit.VIEWERS);
    gauge(
        "framecast.snapshots",
        "Snapshots that are waited for.",
        admissions,
        Admissions.Limit.SNAPSHOTS);
    gauge(
        "framecast.connections",
        "Connections, in servers that count them.",
        admissions,
        Admissions.Limit.CONNECTIONS);
    String refused =
        text.begin(
            "framecast.refused", "", true, "What was refused, by the limit that it was for.");
    for (Admissions.Limit limit : Admissions.Limit.values()) {
      text.sample(refused, (double) admissions.refused(limit), "limit", limit.label());
    }
  }

  private void gauge(String name, String help, Admissions admissions, Admissions.Limit limit) {
    text.sample(text.begin(name, "", false, help), admissions.count(limit));
  }

  private void cameras(List<CameraStatus> cameras) {
    String state = text.begin(CameraMetric.STATE, "", false, CameraMetric.STATE_HELP);
    for (CameraStatus camera : cameras) {
      for (CameraState each : CameraState.values()) {
        text.sample(
            state,
            camera.state() == each ? 1 : 0,
            "camera",
            camera.id(),
            "state",
            each.name().toLowerCase(Locale.ROOT));
      }
    }
    for (CameraMetric metric : CameraMetric.ALL) {
      String name = text.begin(metric.name(), metric.unit(), metric.counts(), metric.help());
      for (CameraStatus camera : cameras) {
        text.sample(name, metric.value().applyAsDouble(camera), "camera", camera.id());
      }
    }
    String ages =
        text.beginHistogram(
            CameraMetric.DELIVERY_AGE, CameraMetric.SECONDS, CameraMetric.DELIVERY_AGE_HELP);
    for (CameraStatus camera : cameras) {
      text.distribution(ages, camera.deliveryAges(), camera.id());
    }
  }
}
