package dev.framecast.examples.proxies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of docs/proxies, each run by the proxy that it is for. */
@Tag("real")
class ProxiesIT {
  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(wall/[^\"]+)\"");

  private final Cameras cameras = new Cameras();
  private Camera door;
  private MjpegServer server;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    door = cameras.add("door", TestPatternSource.of(640, 360, 10));
    cameras.add("yard", TestPatternSource.of(320, 180, 5));
    server = MjpegServer.builder(cameras).allowHost(ProxyProcess.HOST).start();
  }

  @AfterEach
  void stop() {
    server.close();
    cameras.close();
  }

  private ProxyProcess proxy(String configuration) throws IOException, InterruptedException {
    return new ProxyProcess(configuration, server.port(), folder);
  }

  private static MjpegReader stream(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return new MjpegReader(
        response.body(), response.headers().firstValue("Content-Type").orElseThrow());
  }

  private static double ageMillis(MjpegReader stream) {
    double taken = Double.parseDouble(stream.header("X-Timestamp"));
    return System.currentTimeMillis() - taken * 1_000;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx.conf", "haproxy.cfg", "Caddyfile"})
  void thePageAndAllThatItAsksForAreBelowThePath(String configuration) throws Exception {
    try (ProxyProcess proxy = proxy(configuration)) {
      HttpResponse<String> toSlash = proxy.get("/cams", BodyHandlers.ofString());
      assertThat(toSlash.statusCode()).isEqualTo(308);
      assertThat(toSlash.headers().firstValue("Location").orElseThrow()).endsWith("/cams/");
      String page = proxy.get("/cams/", BodyHandlers.ofString()).body();
      List<String> files = FILE.matcher(page).results().map(found -> found.group(1)).toList();
      assertThat(files).hasSizeGreaterThan(1);
      for (String file : files) {
        assertThat(proxy.get("/cams/" + file, BodyHandlers.ofString()).statusCode())
            .as(file)
            .isEqualTo(200);
      }
      assertThat(proxy.get("/cams/cameras", BodyHandlers.ofString()).body())
          .contains("\"id\":\"door\"", "\"id\":\"yard\"");
      HttpResponse<byte[]> picture =
          proxy.get("/cams/cameras/door/snapshot.jpg", BodyHandlers.ofByteArray());
      assertThat(picture.statusCode()).isEqualTo(200);
      assertThat(picture.body()).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx.conf", "haproxy.cfg", "Caddyfile"})
  void picturesComeAsTheyAreTakenAndAViewerWhoLeavesIsGone(String configuration) throws Exception {
    try (ProxyProcess proxy = proxy(configuration)) {
      HttpResponse<InputStream> response =
          proxy.get("/cams/streams.mjpg?ids=door,yard", BodyHandlers.ofInputStream());
      MjpegReader stream = stream(response);
      double[] ages = new double[40];
      for (int part = 0; part < ages.length; ) {
        assertThat(stream.next()).isTrue();
        if ("true".equals(stream.header("X-Framecast-Live"))) {
          ages[part++] = ageMillis(stream);
        }
      }
      Arrays.sort(ages);
      System.out.printf(
          "%s: age at arrival p50 %.1f ms, worst %.1f ms%n", configuration, ages[20], ages[39]);
      assertThat(ages[20]).isLessThan(60);
      assertThat(ages[36]).isLessThan(300);
      assertThat(door.status().viewers()).isEqualTo(1);
      response.body().close();
      Await.until("the viewer is gone", () -> door.status().viewers() == 0);
    }
  }

  @Test
  void aStreamOfAPictureInTwentySecondsIsLeftAlone() throws Exception {
    List<ProxyProcess> proxies = new ArrayList<>();
    List<MjpegReader> streams = new ArrayList<>();
    try {
      for (String configuration : List.of("nginx.conf", "haproxy.cfg", "Caddyfile")) {
        ProxyProcess proxy =
            new ProxyProcess(
                configuration,
                server.port(),
                Files.createDirectory(folder.resolve(proxies.size() + "")));
        proxies.add(proxy);
        streams.add(
            stream(
                proxy.get(
                    "/cams/cameras/door/stream.mjpg?fps=0.05", BodyHandlers.ofInputStream())));
      }
      for (MjpegReader stream : streams) {
        int live = 0;
        while (live < 2) {
          assertThat(stream.next()).isTrue();
          live += "true".equals(stream.header("X-Framecast-Live")) ? 1 : 0;
        }
        assertThat(ageMillis(stream)).isLessThan(2_000);
      }
    } finally {
      proxies.forEach(ProxyProcess::close);
    }
  }

  @Test
  void theLoginIsTheProxysIfItIsToBe() throws Exception {
    Files.writeString(folder.resolve("users"), "watchman:{PLAIN}s3cret\n", UTF_8);
    try (ProxyProcess proxy = proxy("nginx-login.conf")) {
      HttpResponse<String> stranger = proxy.get("/cams/cameras", BodyHandlers.ofString());
      assertThat(stranger.statusCode()).isEqualTo(401);
      String login = Base64.getEncoder().encodeToString("watchman:s3cret".getBytes(UTF_8));
      HttpResponse<String> known =
          proxy.get("/cams/cameras", BodyHandlers.ofString(), "Authorization", "Basic " + login);
      assertThat(known.statusCode()).isEqualTo(200);
      assertThat(known.body()).contains("\"id\":\"door\"");
    }
  }
}
