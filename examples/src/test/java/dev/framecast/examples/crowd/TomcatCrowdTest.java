package dev.framecast.examples.crowd;

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
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.io.TempDir;

/** In Tomcat the heads of requests are the container's matter. */
class TomcatCrowdTest extends CrowdContract {
  @TempDir Path folder;

  @Override
  protected CrowdedSink start(Cameras cameras, Limits limits) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Http11NioProtocol http = new Http11NioProtocol();
    Connector connector = new Connector(http);
    connector.setPort(0);
    tomcat.setConnector(connector);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "10");
    connector.setProperty("acceptCount", "1024");
    connector.setProperty("socket.txBufSize", "131072");
    connector.setProperty("socket.appWriteBufSize", "65536");
    connector.setProperty("socket.directBuffer", "true");
    connector.setProperty("connectionTimeout", Long.toString(limits.firstRequest().toMillis()));
    connector.setProperty("keepAliveTimeout", Long.toString(limits.keepAlive().toMillis()));
    Context app = tomcat.addContext("", null);
    Tomcat.addServlet(
            app, "cameras", new MjpegServlet(cameras, HttpRules.builder().limits(limits).build()))
        .setAsyncSupported(true);
    app.addServletMapping("/*", "cameras");
    tomcat.start();
    return new CrowdedSink() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public int connections() {
        return Math.toIntExact(http.getConnectionCount());
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
