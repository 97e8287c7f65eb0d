package dev.framecast.micrometer;

import dev.framecast.Await;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus of the test's own, on a port that the system has chosen. */
final class PrometheusProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:[1-9]\\d*)");
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.e+]+,\"([^\"]+)\"]");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /**
   * Starts it, and waits until it answers.
   *
   * @param folder for its configuration, what it stores and what it says
   */
  PrometheusProcess(String configuration, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Path log = folder.resolve("prometheus.log");
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Await.until("Prometheus listens", () -> LISTENING.matcher(Files.readString(log)).find());
      Matcher found = LISTENING.matcher(Files.readString(log));
      address = URI.create("http://" + (found.find() ? found.group(1) : "") + "/");
      Await.until("Prometheus is ready", () -> get("-/ready").statusCode() == 200);
    } catch (AssertionError e) {
      close();
      throw new AssertionError("Prometheus said: " + Files.readString(log), e);
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  /** What an expression gives at present: the values, whatever their labels. */
  List<Double> query(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    HttpResponse<String> answer = get("api/v1/query?query=" + query);
    if (answer.statusCode() != 200) {
      throw new AssertionError(expression + ": " + answer.body());
    }
    return VALUE
        .matcher(answer.body())
        .results()
        .map(each -> each.group(1).replace("Inf", "Infinity"))
        .map(Double::valueOf)
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
