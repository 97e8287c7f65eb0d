package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.source.image.TestPatternSource;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Cameras in an embedded Jetty, below /cams. */
public final class InJetty {
  private InJetty() {}

  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(1280, 720, 30));
      start(cameras, 8080).join(); // http://localhost:8080/cams/
    }
  }

  static Server start(Cameras cameras, int port) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1"); // or else everybody can watch
    connector.setPort(port);
    connector.setAcceptedSendBufferSize(128 * 1024); // old frames do not pile up in the kernel
    server.addConnector(connector);
    ServletContextHandler app = new ServletContextHandler("/");
    ServletHolder servlet = new ServletHolder(new MjpegServlet(cameras));
    servlet.setAsyncSupported(true);
    app.addServlet(servlet, "/cams/*");
    server.setHandler(app);
    // tag::stop[]
    server.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopping(LifeCycle stopping) {
            LifeCycle.stop(app); // its streams end in order, before Jetty cuts connections
          }
        });
    // end::stop[]
    server.start();
    return server;
  }
}
