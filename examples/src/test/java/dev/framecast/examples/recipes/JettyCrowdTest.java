package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import dev.framecast.http.Limits;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.sink.CrowdContract;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** In Jetty, with the recipe for the heads of requests, which are the container's matter. */
class JettyCrowdTest extends CrowdContract {

  @Override
  protected CrowdedSink start(Cameras cameras, Limits limits) throws Exception {
    Server server = new Server(new QueuedThreadPool(10));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedSendBufferSize(128 * 1024);
    server.addConnector(connector);
    ServletContextHandler app = new ServletContextHandler("/");
    ServletHolder servlet =
        new ServletHolder(new MjpegServlet(cameras, HttpRules.builder().limits(limits).build()));
    servlet.setAsyncSupported(true);
    app.addServlet(servlet, "/*");
    JettyRequestTime.handle(server, connector, app, limits.firstRequest());
    server.start();
    return new CrowdedSink() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public int connections() {
        return connector.getConnectedEndPoints().size();
      }

      @Override
      public void close() {
        try {
          server.stop();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
