package dev.framecast.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.AgeDistribution;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private final PrometheusText text = new PrometheusText(false);

  private String written() {
    return new String(text.toBytes(), UTF_8);
  }

  @Test
  void labelsMayBeWhateverTheyLike() {
    String name = text.begin("framecast.camera.viewers", "", false, "Who watch.");
    text.sample(name, 1, "camera", "a\"b\\c\nd\"} 9\n# HELP x\n");
    text.sample(name, 2, "camera", "x".repeat(1_024));
    text.sample(name, 3, "camera", "\uD800 é \u0000");
    assertThat(written().lines())
        .containsExactly(
            "# HELP framecast_camera_viewers Who watch.",
            "# TYPE framecast_camera_viewers gauge",
            "framecast_camera_viewers{camera=\"a\\\"b\\\\c\\nd\\\"} 9\\n# HELP x\\n\"} 1",
            "framecast_camera_viewers{camera=\"" + "x".repeat(1_024) + "\"} 2",
            "framecast_camera_viewers{camera=\"? é \u0000\"} 3");
  }

  @Test
  void numbersAreSpelledAsPrometheusReadsThem() {
    for (double value :
        new double[] {
          0, 12, 0.25, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e15
        }) {
      text.sample("n", value);
    }
    assertThat(written()).isEqualTo("n 0\nn 12\nn 0.25\nn NaN\nn +Inf\nn -Inf\nn 1.0E15\n");
  }

  @Test
  void theBucketsOfADistributionHaveAllThatIsYounger() {
    long[] counts = new long[12];
    long[] nanos = new long[12];
    counts[1] = 2;
    nanos[1] = 15_000_000;
    counts[11] = 1;
    nanos[11] = 12_000_000_000L;
    text.distribution(
        text.beginHistogram("a.b", "seconds", "Ages."), new AgeDistribution(counts, nanos), "door");
    assertThat(written())
        .contains(
            "# TYPE a_b_seconds histogram\n",
            "a_b_seconds_bucket{camera=\"door\",le=\"0.005\"} 0\n",
            "a_b_seconds_bucket{camera=\"door\",le=\"0.01\"} 2\n",
            "a_b_seconds_bucket{camera=\"door\",le=\"10.0\"} 2\n",
            "a_b_seconds_bucket{camera=\"door\",le=\"+Inf\"} 3\n",
            "a_b_seconds_count{camera=\"door\"} 3\n",
            "a_b_seconds_sum{camera=\"door\"} 12.015\n");
  }

  @Test
  void openMetricsNamesCountersWithoutTheirEndAndSaysWhereItEnds() {
    PrometheusText open = new PrometheusText(true);
    open.sample(open.begin("a.b", "bytes", true, "Bytes."), 5);
    assertThat(new String(open.toBytes(), UTF_8))
        .isEqualTo("# HELP a_b_bytes Bytes.\n# TYPE a_b_bytes counter\na_b_bytes_total 5\n# EOF\n");
    assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
  }
}
