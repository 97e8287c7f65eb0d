package dev.framecast.servlet;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

class JettySinkTest extends ServletSinkContract {

  @Override
  Sink start(MjpegServlet servlet, String mount, FrameThread thread) throws Exception {
    Server server = new Server(new QueuedThreadPool(10));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedSendBufferSize(128 * 1024);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, mount + "/*");
    thread.keepIn(context.getServletContext());
    server.setHandler(context);
    server.start();
    thread.keepIn(context.getServletContext());
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
