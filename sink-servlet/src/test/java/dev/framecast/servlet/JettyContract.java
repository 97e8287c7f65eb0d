package dev.framecast.servlet;

import dev.framecast.stream.StreamOptions;
import jakarta.servlet.ServletContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The contract in Jetty 12, which is one server with a layer for each Servlet version. */
abstract class JettyContract extends ServletSinkContract
    implements Http2Contract, SlowBodiesContract {

  /** What such a layer makes of a servlet. */
  record App(Handler handler, ServletContext context) {}

  abstract App app(MjpegServlet servlet, String mapping);

  @Override
  final Sink start(MjpegServlet servlet, String mount, StreamOptions options) throws Exception {
    Server server = new Server(new QueuedThreadPool(10));
    HttpConfiguration http = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedSendBufferSize(128 * 1024);
    server.addConnector(connector);
    App app = app(servlet, mount + "/*");
    server.setHandler(app.handler());
    server.start();
    use(options, app.context());
    return new Sink() {
      @Override
      public int port() {
        return connector.getLocalPort();
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
