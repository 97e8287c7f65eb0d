package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.servlet.MjpegStream;
import dev.framecast.source.image.TestPatternSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded containers of the recipes show cameras. */
class ContainersTest {

  @Test
  void jettyShowsThem() throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(320, 180, 10));
      Server server = InJetty.start(cameras, 0);
      try {
        assertShown(server.getURI().getPort());
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void tomcatShowsThem(@TempDir Path folder) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(320, 180, 10));
      Tomcat tomcat = InTomcat.start(cameras, 0, folder);
      try {
        assertShown(tomcat.getConnector().getLocalPort());
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  @Test
  void servletsOfOnesOwnShowOneCameraAndMany(@TempDir Path folder) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", TestPatternSource.of(320, 180, 10));
      cameras.add("yard", TestPatternSource.of(320, 180, 10));
      cameras.add("safe", TestPatternSource.of(320, 180, 10));
      Tomcat tomcat = InTomcat.start(cameras, 0, folder);
      try {
        Context app = (Context) tomcat.getHost().findChildren()[0];
        Tomcat.addServlet(app, "one", new OwnServlet(cameras)).setAsyncSupported(true);
        app.addServletMapping("/one", "one");
        Tomcat.addServlet(app, "two", new TwoCameras(cameras)).setAsyncSupported(true);
        app.addServletMapping("/two", "two");
        int port = tomcat.getConnector().getLocalPort();
        assertThat(camerasIn(port, "/one", 3)).containsExactly("none");
        assertThat(camerasIn(port, "/two?fps=5&ids=safe&width=160,", 8))
            .as("not those of the query")
            .containsExactlyInAnyOrder("door", "yard");
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  @Test
  void guestsAreServedTheirCamerasAndCannotTellWhatElseThereIs(@TempDir Path folder)
      throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", TestPatternSource.of(320, 180, 10));
      cameras.add("safe", TestPatternSource.of(320, 180, 10));
      Tomcat tomcat = InTomcat.start(cameras, 0, folder);
      try {
        Context app = tomcat.addContext("/app", null);
        app.stop(); // to be initialized again
        app.addServletContainerInitializer(
            (types, context) -> GuestsAndStaff.serve(cameras, context), Set.of());
        app.start();
        int port = tomcat.getConnector().getLocalPort();
        assertThat(get(port, "/app/staff/cameras").body()).contains("\"door\"", "\"safe\"");
        assertThat(get(port, "/app/guests/cameras").body())
            .contains("\"door\"")
            .doesNotContain("safe");
        assertThat(get(port, "/app/staff/cameras/safe/snapshot.jpg").statusCode()).isEqualTo(200);
        assertThat(get(port, "/app/guests/cameras/safe/snapshot.jpg").statusCode()).isEqualTo(404);
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** The cameras that so many parts of a stream name. */
  private static Set<String> camerasIn(int port, String path, int parts) throws Exception {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    Set<String> cameras = new TreeSet<>();
    try (InputStream in = response.body()) {
      MjpegReader stream =
          new MjpegReader(in, response.headers().firstValue("Content-Type").orElseThrow());
      for (int i = 0; i < parts; i++) {
        assertThat(stream.next()).isTrue();
        String camera = stream.header("X-Framecast-Camera");
        cameras.add(camera == null ? "none" : camera);
      }
    }
    return cameras;
  }

  /** Says itself which cameras may be seen. */
  private static final class TwoCameras extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Cameras cameras;

    TwoCameras(Cameras cameras) {
      this.cameras = cameras;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      MjpegStream.write(cameras, List.of("door", "yard"), request, response);
    }
  }

  private static void assertShown(int port) throws Exception {
    URI snapshot = URI.create("http://localhost:" + port + "/cams/cameras/test/snapshot.jpg");
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(snapshot).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith(0xFF, 0xD8);
  }
}
