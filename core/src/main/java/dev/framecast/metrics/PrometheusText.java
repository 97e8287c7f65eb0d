package dev.framecast.metrics;

import dev.framecast.camera.AgeDistribution;
import java.nio.charset.StandardCharsets;

/**
 * Figures in the text format of Prometheus, or of OpenMetrics. Names come with dots, as {@link
 * CameraMetric} has them. Labels are pairs of a name and a value, whatever is in that.
 */
public final class PrometheusText {
  private final StringBuilder out = new StringBuilder();
  private final boolean openMetrics;

  /** Nothing yet, in one format or the other. */
  public PrometheusText(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  /** What it is, for HTTP. */
  public String contentType() {
    return openMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";
  }

  /**
   * Begins a gauge or a counter, of which samples follow.
   *
   * @param unit in the plural, or empty
   * @return the name of its samples
   */
  public String begin(String name, String unit, boolean counts, String help) {
    String family = spelled(name, unit);
    String samples = counts ? family + "_total" : family;
    // OpenMetrics names a counter without the end that its samples have.
    describe(openMetrics ? family : samples, counts ? "counter" : "gauge", help);
    return samples;
  }

  /** Begins a histogram; what is returned is for {@link #distribution}. */
  public String beginHistogram(String name, String unit, String help) {
    String family = spelled(name, unit);
    describe(family, "histogram", help);
    return family;
  }

  private static String spelled(String name, String unit) {
    return name.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
  }

  private void describe(String family, String type, String help) {
    out.append("# HELP ").append(family).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
  }

  /** One value of what was begun last. */
  public void sample(String name, double value, String... labels) {
    out.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      escaped(labels[i + 1]);
      out.append('"');
    }
    out.append(labels.length == 0 ? " " : "} ");
    number(value);
    out.append('\n');
  }

  /** One camera's ages, in seconds, as a value of the histogram that was begun last. */
  public void distribution(String name, AgeDistribution ages, String camera) {
    long below = 0;
    for (int i = 0; i < ages.buckets(); i++) {
      below += ages.count(i);
      String bound =
          i == AgeDistribution.BOUNDS.size()
              ? "+Inf"
              : Double.toString(AgeDistribution.BOUNDS.get(i).toNanos() / 1e9);
      sample(name + "_bucket", (double) below, "camera", camera, "le", bound);
    }
    sample(name + "_count", (double) below, "camera", camera);
    sample(name + "_sum", ages.nanos() / 1e9, "camera", camera);
  }

  private void number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else if (Double.isInfinite(value)) {
      out.append(value > 0 ? "+Inf" : "-Inf");
    } else {
      out.append(value);
    }
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
  }

  /** All of it, and its end. */
  public byte[] toBytes() {
    return (openMetrics ? out + "# EOF\n" : out.toString()).getBytes(StandardCharsets.UTF_8);
  }
}
