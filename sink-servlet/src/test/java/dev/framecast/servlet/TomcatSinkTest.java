package dev.framecast.servlet;

import dev.framecast.stream.StreamOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.modeler.Registry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TomcatSinkTest extends ServletSinkContract implements Http2Contract, SlowBodiesContract {

  /** Several run in this JVM at a time, which JMX's names and a home of each one's own forbid. */
  @BeforeAll
  static void letSeveralRun(@TempDir Path home) {
    Registry.disableRegistry();
    System.setProperty("catalina.home", home.toString());
  }

  @AfterAll
  static void forgetHome() {
    System.clearProperty("catalina.home");
  }

  @Override
  Sink start(MjpegServlet servlet, String mount, StreamOptions options) throws Exception {
    Path folder = Files.createTempDirectory("framecast-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "10");
    tomcat.getConnector().setProperty("socket.txBufSize", "131072");
    tomcat.getConnector().setProperty("socket.appWriteBufSize", "65536");
    tomcat.getConnector().setProperty("socket.directBuffer", "true");
    tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    Context context = tomcat.addContext("", folder.toString());
    // Tomcat gives requests two seconds to end before it stops an app.
    ((StandardContext) context).setUnloadDelay(100);
    Wrapper wrapper = Tomcat.addServlet(context, "cameras", servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping(mount + "/*");
    tomcat.start();
    use(options, context.getServletContext());
    return new Sink() {
      @Override
      public int port() {
        return tomcat.getConnector().getLocalPort();
      }

      @Override
      public void close() {
        try {
          tomcat.stop();
          tomcat.destroy();
          delete(folder);
        } catch (LifecycleException | IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
