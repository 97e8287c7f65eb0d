package dev.framecast.benchmarks.serving;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The servers, each with the settings that the sinks' pages recommend. */
enum Sink {
  NETTY {
    @Override
    int start(Cameras cameras) throws Exception {
      return MjpegServer.start(cameras, 0).port();
    }
  },

  JETTY {
    @Override
    int start(Cameras cameras) throws Exception {
      Server server = new Server(new QueuedThreadPool(10));
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      connector.setAcceptedSendBufferSize(SEND_BUFFER);
      connector.setAcceptQueueSize(BACKLOG);
      server.addConnector(connector);
      ServletContextHandler app = new ServletContextHandler("/");
      ServletHolder servlet = new ServletHolder(new MjpegServlet(cameras));
      servlet.setAsyncSupported(true);
      app.addServlet(servlet, "/*");
      server.setHandler(app);
      server.start();
      return connector.getLocalPort();
    }
  },

  TOMCAT {
    @Override
    int start(Cameras cameras) throws Exception {
      Path folder = Files.createTempDirectory("tomcat");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(folder.toString());
      tomcat.setPort(0);
      Connector connector = tomcat.getConnector();
      connector.setProperty("address", "127.0.0.1");
      connector.setProperty("socket.txBufSize", Integer.toString(SEND_BUFFER));
      connector.setProperty("socket.appWriteBufSize", "65536");
      connector.setProperty("socket.directBuffer", "true");
      connector.setProperty("maxThreads", "10");
      connector.setProperty("acceptCount", Integer.toString(BACKLOG));
      Context app = tomcat.addContext("", folder.toString());
      Tomcat.addServlet(app, "cameras", new MjpegServlet(cameras)).setAsyncSupported(true);
      app.addServletMapping("/*", "cameras");
      tomcat.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(folder)));
      return connector.getLocalPort();
    }
  };

  private static final int SEND_BUFFER = 128 * 1024;
  private static final int BACKLOG = 1024;

  /** Serves on a free port of 127.0.0.1 until the process ends; returns the port. */
  abstract int start(Cameras cameras) throws Exception;

  private static void clear(Path folder) {
    try (var files = Files.walk(folder)) {
      files
          .sorted(java.util.Comparator.reverseOrder())
          .map(Path::toFile)
          .forEach(
              file -> {
                if (!file.delete()) {
                  file.deleteOnExit();
                }
              });
    } catch (java.io.IOException e) {
      // Left behind in the system's temporary folder.
    }
  }
}
