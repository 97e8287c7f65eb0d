package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.examples.page.Browser;
import dev.framecast.examples.page.PageTiles;
import dev.framecast.source.image.TestPatternSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page below a folder of somebody's app, in a real browser. */
@Tag("real")
class WallInContainersIT {
  private static final int COUNT = 9;

  private static void seeTheWall(Cameras cameras, int port) throws Exception {
    IntSupplier viewers =
        () -> cameras.all().stream().mapToInt(camera -> camera.status().viewers()).sum();
    try (Browser browser = new Browser(true)) {
      // Without the slash: the page's own links are relative to its folder.
      browser.open(URI.create("http://127.0.0.1:" + port + "/cams"));
      PageTiles tiles = new PageTiles(browser);
      browser.await("all live", Duration.ofSeconds(15), () -> tiles.allAre("live"));
      assertThat(tiles.ids()).hasSize(COUNT);
      int before = tiles.number("cam" + COUNT);
      browser.await("it moves", Duration.ofSeconds(5), () -> tiles.number("cam" + COUNT) > before);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.hosts()).containsExactly("127.0.0.1");
      browser.open(URI.create("about:blank"));
      browser.await("nobody watches", Duration.ofSeconds(10), () -> viewers.getAsInt() == 0);
    }
  }

  private static Cameras patterns() {
    Cameras cameras = new Cameras();
    for (int i = 1; i <= COUNT; i++) {
      cameras.add("cam" + i, TestPatternSource.builder(320, 180, 5).label("cam" + i).build());
    }
    return cameras;
  }

  @Test
  void nineCamerasInJetty() throws Exception {
    try (Cameras cameras = patterns()) {
      Server server = InJetty.start(cameras, 0);
      try {
        seeTheWall(cameras, ((ServerConnector) server.getConnectors()[0]).getLocalPort());
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void nineCamerasInTomcat(@TempDir Path folder) throws Exception {
    try (Cameras cameras = patterns()) {
      Tomcat tomcat = InTomcat.start(cameras, 0, folder);
      try {
        seeTheWall(cameras, tomcat.getConnector().getLocalPort());
      } finally {
        tomcat.stop();
        tomcat.destroy();
      }
    }
  }
}
