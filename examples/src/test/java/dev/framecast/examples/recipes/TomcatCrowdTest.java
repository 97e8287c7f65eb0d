package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import dev.framecast.http.Limits;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.sink.CrowdContract;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.io.TempDir;

/** In Tomcat, with the recipe for the heads of requests, which are the container's matter. */
class TomcatCrowdTest extends CrowdContract {
  @TempDir Path folder;

  @Override
  protected CrowdedSink start(Cameras cameras, Limits limits) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = TomcatRequestTime.connector(limits.firstRequest());
    connector.setPort(0);
    tomcat.setConnector(connector);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "10");
    connector.setProperty("acceptCount", "1024");
    connector.setProperty("socket.txBufSize", "131072");
    connector.setProperty("socket.appWriteBufSize", "65536");
    connector.setProperty("socket.directBuffer", "true");
    Context app = tomcat.addContext("", null);
    Tomcat.addServlet(
            app, "cameras", new MjpegServlet(cameras, HttpRules.builder().limits(limits).build()))
        .setAsyncSupported(true);
    app.addServletMapping("/*", "cameras");
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    tomcat.start();
    return new CrowdedSink() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public int connections() {
        return Math.toIntExact(protocol.getConnectionCount());
      }

      @Override
      public void close() {
        try {
          tomcat.stop();
          tomcat.destroy();
        } catch (LifecycleException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
