package dev.framecast.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.AgeDistribution;
import dev.framecast.camera.CameraOptions;
import dev.framecast.metrics.CameraMetric;
import dev.framecast.metrics.PrometheusText;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.image.TestPatternSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prometheus is told the same by {@code /metrics} of the sinks and by Micrometer. */
class MetricsOfSinksTest {
  private final Cameras cameras = new Cameras();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FramecastMetrics metrics = new FramecastMetrics(cameras);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    metrics.close();
    registry.close();
    cameras.close();
  }

  private String get(MjpegServer server, String path) throws Exception {
    return client
        .send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  /** Of cameras alone, and without what Micrometer has besides. */
  private static Map<String, Double> ofCameras(String text) {
    Map<String, Double> samples = new TreeMap<>(Scrape.samples(text));
    samples.keySet().removeIf(each -> !each.startsWith("framecast_camera_"));
    samples.keySet().removeIf(each -> each.contains("_seconds_max{"));
    return samples;
  }

  private static Map<String, Double> steady(Map<String, Double> samples) {
    Map<String, Double> steady = new TreeMap<>(samples);
    steady.keySet().removeIf(each -> each.startsWith("framecast_camera_age_seconds{"));
    // The same nanoseconds as a fraction: added up in another order.
    steady.replaceAll((name, value) -> Math.rint(value * 1e6) / 1e6);
    return steady;
  }

  @Test
  void namesLabelsAndValuesAreTheSame() throws Exception {
    CameraOptions options = CameraOptions.builder().linger(Duration.ZERO).build();
    cameras.add("door", TestPatternSource.of(320, 180, 25), options);
    cameras.add("yard", TestPatternSource.of(160, 90, 10), options);
    cameras.add("idle", new ScriptedSource());
    metrics.bindTo(registry);
    try (MjpegServer server = MjpegServer.builder(cameras).start()) {
      HttpRequest both =
          HttpRequest.newBuilder(server.uri().resolve("/streams.mjpg?ids=door,yard")).build();
      try (InputStream stream = client.send(both, BodyHandlers.ofInputStream()).body()) {
        assertThat(stream.readNBytes(300_000)).hasSize(300_000);
      }
      Await.until(
          "nobody watches",
          () -> cameras.all().stream().allMatch(each -> each.state().name().equals("IDLE")));
      Map<String, Double> ofSink = ofCameras(get(server, "/metrics"));
      Await.until("ages in the registry", () -> ages(ofCameras(registry.scrape())) == ages(ofSink));
      Map<String, Double> ofMicrometer = ofCameras(registry.scrape());
      assertThat(ofMicrometer.keySet()).isEqualTo(ofSink.keySet());
      assertThat(steady(ofMicrometer)).isEqualTo(steady(ofSink));
      assertThat(ofSink.get("framecast_camera_frames_delivered_total{camera=\"door\"}"))
          .isPositive()
          .isEqualTo(ofSink.get("framecast_camera_delivery_age_seconds_count{camera=\"door\"}"));
      assertThat(ofSink.get("framecast_camera_delivered_bytes_total{camera=\"yard\"}"))
          .isPositive();
    }
  }

  private static double ages(Map<String, Double> samples) {
    return samples.entrySet().stream()
        .filter(each -> each.getKey().startsWith("framecast_camera_delivery_age_seconds_count{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  @Test
  void typesAndWordsAreTheSame() throws Exception {
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    try (MjpegServer server = MjpegServer.builder(cameras).start()) {
      Map<String, String> ofSink = Scrape.described(get(server, "/metrics"));
      ofSink.keySet().removeIf(each -> !each.contains(" framecast_camera_"));
      Map<String, String> ofMicrometer = Scrape.described(registry.scrape());
      ofMicrometer.keySet().removeIf(each -> each.endsWith("_max"));
      assertThat(ofMicrometer).isEqualTo(ofSink);
    }
  }

  @Test
  void thePageListsEachByBothNames() throws Exception {
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    String page = Files.readString(Path.of("..", "..", "docs", "metrics.md"));
    Map<String, String> listed = new TreeMap<>();
    Pattern.compile("\\| `(framecast[a-z.]+)` \\| `([a-z_]+)` \\|")
        .matcher(page)
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2)));
    assertThat(listed.keySet())
        .isEqualTo(
            registry.getMeters().stream()
                .map(each -> each.getId().getName())
                .collect(Collectors.toSet()));
    assertThat(listed.values())
        .containsExactlyInAnyOrderElementsOf(
            Scrape.described(registry.scrape()).keySet().stream()
                .filter(each -> each.startsWith("TYPE ") && !each.endsWith("_max"))
                .map(each -> each.substring("TYPE ".length()))
                .toList());
  }

  @Test
  void idsThatAreHostileAreTheSameLabelInBoth() {
    FakeGroup group = new FakeGroup();
    Set<String> ids =
        new TreeSet<>(
            Set.of("a\"b", "a\\", "a\nb", "\"} 1\n# EOF", "é\u4e16", "x".repeat(1_024), "{}", " "));
    ids.forEach(group::add);
    try (FramecastMetrics fakes = new FramecastMetrics(group)) {
      fakes.bindTo(registry);
      PrometheusText text = new PrometheusText(false);
      CameraMetric captured =
          CameraMetric.ALL.stream()
              .filter(each -> each.name().endsWith(".captured"))
              .findAny()
              .orElseThrow();
      String name = text.begin(captured.name(), captured.unit(), true, captured.help());
      ids.forEach(id -> text.sample(name, 0, "camera", id));
      String age =
          text.beginHistogram(
              CameraMetric.DELIVERY_AGE, CameraMetric.SECONDS, CameraMetric.DELIVERY_AGE_HELP);
      ids.forEach(id -> text.distribution(age, AgeDistribution.NONE, id));
      assertThat(Scrape.samples(registry.scrape()))
          .containsAllEntriesOf(Scrape.samples(new String(text.toBytes(), UTF_8)));
    }
  }

  @Test
  void camerasMayComeAndGoWhileTheyAreRead() {
    metrics.bindTo(registry);
    // A metric whose last meter goes, and that gets one again while it is read, may come twice: a
    // scrape then fails (seen with Micrometer 1.15; its registry is read without a lock).
    cameras.add("stays", new ScriptedSource());
    for (int i = 0; i < 100; i++) {
      cameras.add("camera-" + i % 10, new ScriptedSource());
      Scrape.samples(registry.scrape());
      if (i % 10 == 9) {
        for (int n = 0; n < 10; n++) {
          cameras.remove("camera-" + n);
          Scrape.samples(registry.scrape());
        }
      }
    }
    cameras.remove("stays");
    Await.until("none", () -> ofCameras(registry.scrape()).isEmpty());
  }

  @Test
  void theMicrometerIsTheOneThatIsMeant() {
    assertThat(PrometheusMeterRegistry.class.getPackage().getImplementationVersion())
        .isEqualTo(System.getProperty("micrometer.expected"));
  }
}
