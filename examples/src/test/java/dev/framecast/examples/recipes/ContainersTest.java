package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.source.TestPatternSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
