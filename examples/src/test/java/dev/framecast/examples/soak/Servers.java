package dev.framecast.examples.soak;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.SignedAddresses;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** All that serves the cameras: Netty in the open, Netty with TLS and logins, and Jetty. */
final class Servers implements AutoCloseable {
  /** Where a viewer goes. */
  enum Place {
    NETTY,
    NETTY_TLS,
    JETTY
  }

  private static final int PATIENCE_MILLIS = 40_000;
  private static final String USER = "soak:a password of some length";

  static final String LOGIN =
      "Authorization: Basic "
          + Base64.getEncoder().encodeToString(USER.getBytes(StandardCharsets.UTF_8));

  final SignedAddresses signed = SignedAddresses.with("soak", new byte[32]).endingStreams();
  final HttpClient http2;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(4, work -> daemon(work, "soak-http2"));
  private final MjpegServer netty;
  private final MjpegServer tls;
  private final Server jetty = new Server(new QueuedThreadPool(12, 12));
  private final ServerConnector connector = new ServerConnector(jetty);
  private final ServerKeys keys;

  Servers(Cameras cameras, Path folder) throws Exception {
    keys = ServerKeys.create(folder);
    netty = MjpegServer.builder(cameras).eventLoops(2).start();
    BasicAccess people =
        BasicAccess.builder()
            .user("soak", PasswordHash.of(USER.substring(5), 100_000))
            .user("none", PasswordHash.of("another password", 100_000))
            .build();
    tls =
        MjpegServer.builder(cameras)
            .tls(keys.pem(), keys.pem())
            .access(Access.anyOf(people, signed))
            .start();
    connector.setHost("127.0.0.1");
    connector.setAcceptedSendBufferSize(128 * 1024);
    jetty.addConnector(connector);
    ServletContextHandler app = new ServletContextHandler("/");
    ServletHolder servlet = new ServletHolder(new MjpegServlet(cameras));
    servlet.setAsyncSupported(true);
    app.addServlet(servlet, "/*");
    jetty.setHandler(app);
    jetty.start();
    http2 =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(keys.client())
            .executor(threads)
            .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
            .build();
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 512 * 1024);
    thread.setDaemon(true);
    return thread;
  }

  int port(Place place) {
    return switch (place) {
      case NETTY -> netty.port();
      case NETTY_TLS -> tls.port();
      case JETTY -> connector.getLocalPort();
    };
  }

  Wire connect(Place place) throws IOException {
    return connect(place, 1);
  }

  /**
   * Connects from an address of the loopback net: guessing of passwords is counted by address.
   *
   * @param from its last byte
   */
  Wire connect(Place place, int from) throws IOException {
    Socket socket = plain(place, from);
    return new Wire(
        place == Place.NETTY_TLS
            ? keys.client().getSocketFactory().createSocket(socket, "127.0.0.1", 0, true)
            : socket,
        socket,
        place == Place.NETTY_TLS ? LOGIN + "\r\n" : "");
  }

  /** Without TLS, whatever the place wants. */
  Socket plain(Place place, int from) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(64 * 1024);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + from), 0));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port(place)), PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() {
    netty.close();
    tls.close();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
    threads.shutdownNow();
  }
}
