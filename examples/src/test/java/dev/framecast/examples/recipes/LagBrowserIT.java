package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.examples.Chromium;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.servlet.MjpegStream;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * When a browser paints a frame that an {@code <img>} is sent, on each server: at once, and not
 * with the frame after it.
 */
@Tag("real")
class LagBrowserIT {
  private static final double FPS = 2;
  private static final long FRAME_MILLIS = (long) (1000 / FPS);
  private static final int PICTURES = 10;

  /** Puts the stream on the page, and reads the number that each new picture has in its strip. */
  private static final String WATCH =
      """
      const [address, pictures, done] = arguments;
      const image = document.createElement('img');
      const canvas = document.createElement('canvas');
      canvas.width = 320; canvas.height = 180;
      const brush = canvas.getContext('2d', {willReadFrequently: true});
      const seen = {};
      function number() {
        brush.drawImage(image, 0, 0, 320, 180);
        const row = brush.getImageData(0, Math.floor(180 * (1 - 1 / 24)), 320, 1).data;
        let cells = '';
        for (let i = 0; i < 28; i++) {
          cells += row[4 * Math.floor((i + 0.5) * 320 / 28) + 1] > 127 ? '1' : '0';
        }
        const ones = cells.slice(2, 27).replaceAll('0', '').length;
        return cells.startsWith('10') && cells.endsWith('1') && ones % 2 === 0
            ? parseInt(cells.slice(2, 26), 2) : -1;
      }
      function look() {
        const now = Date.now();
        const n = image.naturalWidth ? number() : -1;
        if (n >= 0 && !(n in seen)) { seen[n] = now; }
        if (Object.keys(seen).length < pictures) {
          setTimeout(look, 5);
        } else {
          image.src = '';
          done(seen);
        }
      }
      image.src = address;
      document.body.replaceChildren(image);
      look();
      """;

  @TempDir Path folder;
  private final NotedPattern pattern = new NotedPattern(FPS);
  private final Cameras cameras = new Cameras();
  private ChromeDriver browser;

  @BeforeEach
  void start() {
    cameras.add("test", pattern);
    browser = Chromium.start(folder.resolve("profile"));
  }

  @AfterEach
  void end() {
    browser.quit();
    cameras.close();
  }

  @Test
  void nettyIsPaintedAtOnce() throws Exception {
    try (MjpegServer server = MjpegServer.builder(cameras).path("/cams").start()) {
      assertThat(lag(server.port(), "/cams/cameras/test/stream.mjpg")).isLessThan(150);
    }
  }

  @Test
  void jettyIsPaintedAtOnce() throws Exception {
    Server server = InJetty.start(cameras, 0);
    try {
      int port = server.getURI().getPort();
      assertThat(lag(port, "/cams/cameras/test/stream.mjpg")).isLessThan(150);
    } finally {
      server.stop();
    }
  }

  @Test
  void tomcatIsPaintedAtOnceAndTheOtherFormAFrameLater() throws Exception {
    Tomcat tomcat = InTomcat.start(cameras, 0, folder);
    try {
      Context app = (Context) tomcat.getHost().findChildren()[0];
      Wrapper late = Tomcat.addServlet(app, "late", new ForPrograms(cameras));
      late.setAsyncSupported(true);
      late.addMapping("/late");
      int port = tomcat.getConnector().getLocalPort();
      assertThat(lag(port, "/cams/cameras/test/stream.mjpg")).isLessThan(150);
      // So this test would notice.
      assertThat(lag(port, "/late")).isGreaterThan(FRAME_MILLIS - 50);
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void undertowIsPaintedAtOnce() throws Exception {
    ServletInfo info =
        Servlets.servlet(
            "cameras",
            MjpegServlet.class,
            new ImmediateInstanceFactory<Servlet>(new MjpegServlet(cameras)));
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(LagBrowserIT.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("cameras")
            .addServlet(info.setAsyncSupported(true).addMapping("/cams/*"));
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    Undertow undertow =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    undertow.start();
    try {
      int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
      assertThat(lag(port, "/cams/cameras/test/stream.mjpg")).isLessThan(150);
    } finally {
      manager.stop();
      undertow.stop();
    }
  }

  /** The median of the milliseconds from a picture's being taken to its being on the page. */
  private long lag(int port, String path) {
    browser.get("http://127.0.0.1:" + port + "/cams/cameras");
    Map<?, ?> painted = (Map<?, ?>) browser.executeAsyncScript(WATCH, path, PICTURES);
    Map<Integer, Long> lags = new TreeMap<>();
    painted.forEach(
        (number, at) -> {
          int n = Integer.parseInt((String) number);
          lags.put(n, ((Number) at).longValue() - pattern.takenMillis(n));
        });
    System.getLogger(getClass().getName()).log(Level.INFO, "{0}: {1} ms", path, lags);
    assertThat(lags).hasSize(PICTURES);
    List<Long> sorted = lags.values().stream().sorted().toList();
    return sorted.get(PICTURES / 2);
  }

  /** Sends an {@code <img>} what is meant for programs, which says nothing ahead. */
  private static final class ForPrograms extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Cameras cameras;

    ForPrograms(Cameras cameras) {
      this.cameras = cameras;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      HttpServletRequest fetch =
          new HttpServletRequestWrapper(request) {
            @Override
            public String getHeader(String name) {
              return name.equalsIgnoreCase("Sec-Fetch-Dest") ? "empty" : super.getHeader(name);
            }
          };
      MjpegStream.write(cameras, "test", fetch, response);
    }
  }
}
