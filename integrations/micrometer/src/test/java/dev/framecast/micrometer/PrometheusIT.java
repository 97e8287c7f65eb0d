package dev.framecast.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.CameraOptions;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.image.TestPatternSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's Prometheus makes of the figures, the dashboard and the alerts. */
@Tag("real")
class PrometheusIT {
  private static final Path DOCS = Path.of(System.getProperty("framecast.top", "../.."), "docs");
  private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Cameras cameras = new Cameras();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FramecastMetrics metrics = new FramecastMetrics(cameras);
  private final HttpClient client = HttpClient.newHttpClient();
  private MjpegServer sink;
  private HttpServer app;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    // Nothing is counted any more once nobody watches.
    CameraOptions options = CameraOptions.builder().linger(Duration.ZERO).build();
    cameras.add("door", TestPatternSource.of(320, 180, 25), options);
    cameras.add("yard", TestPatternSource.of(160, 90, 10), options);
    sink = MjpegServer.builder(cameras).start();
    metrics.bindTo(registry);
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/metrics",
        exchange -> {
          byte[] text = registry.scrape().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
          }
        });
    app.start();
  }

  @AfterEach
  void stop() {
    app.stop(0);
    sink.close();
    metrics.close();
    cameras.close();
  }

  private PrometheusProcess prometheus() throws IOException {
    return new PrometheusProcess(
        """
        global:
          scrape_interval: 1s
          evaluation_interval: 1s
        rule_files:
          - %s
        scrape_configs:
          - job_name: sink
            static_configs:
              - targets: ["127.0.0.1:%d"]
          - job_name: micrometer
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(
                DOCS.resolve("prometheus/framecast.rules.yml").toAbsolutePath().normalize(),
                sink.port(),
                app.getAddress().getPort()),
        folder);
  }

  private InputStream watch() throws IOException, InterruptedException {
    URI both = sink.uri().resolve("/streams.mjpg?ids=door,yard");
    return client.send(HttpRequest.newBuilder(both).build(), BodyHandlers.ofInputStream()).body();
  }

  private static List<String> dashboard() throws IOException {
    return EXPRESSION
        .matcher(Files.readString(DOCS.resolve("grafana/framecast.json")))
        .results()
        .map(each -> each.group(1).replace("\\\"", "\""))
        .toList();
  }

  private static boolean isOfServers(String expression) {
    return expression.matches(".*framecast_(viewers|connections|snapshots|refused_total)\\{.*");
  }

  @Test
  void eachExpressionOfTheDashboardGivesDataOfBothAndTheyAgree() throws Exception {
    List<String> expressions = dashboard();
    assertThat(expressions).hasSizeGreaterThan(20);
    try (PrometheusProcess prometheus = prometheus()) {
      try (InputStream stream = watch()) {
        Thread viewer = new Thread(() -> drain(stream), "viewer");
        viewer.start();
        for (String job : List.of("sink", "micrometer")) {
          for (String expression : expressions) {
            if (job.equals("sink") || !isOfServers(expression)) {
              hasData(prometheus, job, expression);
            }
          }
        }
        assertThat(value(prometheus, "sum(framecast_camera_viewers{job=\"micrometer\"})"))
            .isEqualTo(2);
      }
      for (String name :
          List.of(
              "framecast_camera_frames_captured_total",
              "framecast_camera_frames_delivered_total",
              "framecast_camera_delivered_bytes_total",
              "framecast_camera_delivery_age_seconds_count")) {
        String same = name + "{job=\"sink\"} == on(camera) " + name + "{job=\"micrometer\"}";
        Await.until(same, () -> prometheus.query(same).size() == 2);
        assertThat(prometheus.query(same)).allMatch(each -> each > 0);
      }
      String rules = prometheus.get("api/v1/rules").body();
      assertThat(rules.split("\"health\":\"ok\"", -1)).as(rules).hasSize(6);
    }
  }

  /** With two scrapes at least, for those that are rates. */
  private static void hasData(PrometheusProcess prometheus, String job, String expression) {
    String query =
        expression.replace("$job", job).replace("$camera", ".*").replace("$__rate_interval", "10s");
    Await.until(
        job + " has data of " + expression,
        () -> prometheus.query(query).stream().anyMatch(Double::isFinite));
  }

  private static double value(PrometheusProcess prometheus, String expression) throws Exception {
    List<Double> values = prometheus.query(expression);
    assertThat(values).as(expression).hasSize(1);
    return values.get(0);
  }

  private static void drain(InputStream stream) {
    try {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The viewer has left.
    }
  }

  @Test
  void whatIsToldHasNothingThatPromtoolWarnsOf() throws Exception {
    String sinks =
        client
            .send(
                HttpRequest.newBuilder(sink.uri().resolve("/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    assertThat(promtool(sinks, "check", "metrics")).isEmpty();
    assertThat(promtool(registry.scrape(), "check", "metrics")).isEmpty();
  }

  @Test
  void alertsAreRightAndDoWhatTheirTestSays() throws Exception {
    Path rules = DOCS.resolve("prometheus/framecast.rules.yml");
    assertThat(promtool("", "check", "rules", rules.toString())).contains("SUCCESS: 5 rules");
    assertThat(
            promtool(
                "", "test", "rules", rules.resolveSibling("framecast.rules.test.yml").toString()))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  private String promtool(String in, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path input = Files.writeString(folder.resolve("in"), in);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
