package dev.framecast.benchmarks.serving;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
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
    Running start(Cameras cameras) throws Exception {
      MjpegServer server = MjpegServer.start(cameras, 0);
      return new Running(server.port(), server::close);
    }
  },

  JETTY {
    @Override
    Running start(Cameras cameras) throws Exception {
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
      return new Running(connector.getLocalPort(), server::stop);
    }
  },

  TOMCAT {
    @Override
    Running start(Cameras cameras) throws Exception {
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
      return new Running(
          connector.getLocalPort(),
          () -> {
            tomcat.stop();
            tomcat.destroy();
            delete(folder);
          });
    }
  };

  private static final int SEND_BUFFER = 128 * 1024;
  private static final int BACKLOG = 1024;

  /** How a server is stopped. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  /**
   * A server at work.
   *
   * @param port of 127.0.0.1
   */
  record Running(int port, Stop server) implements Closeable {
    @Override
    public void close() throws IOException {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IOException("the server did not stop", e);
      }
    }
  }

  /** Serves on a free port of 127.0.0.1. */
  abstract Running start(Cameras cameras) throws Exception;

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
