package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections over our TLS for FFmpeg, whose own compares no certificate with an address in digits
 * and knows no fingerprints: a port of loopback, and for each connection to it one to the server;
 * what comes is handed on both ways. FFmpeg connects again for each step of a login of RTMP. The
 * server's certificate is found good before there is that port, and again for each connection.
 */
public final class TlsRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  /** A login of RTMP takes three. */
  private static final int MOST_CONNECTIONS = 4;

  private final Target target;
  private final ClientOptions options;
  private final Cancellation cancellation;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private TlsRelay(
      Target target, ClientOptions options, Cancellation cancellation, ServerSocket door) {
    this.target = target;
    this.options = options;
    this.cancellation = cancellation;
    this.door = door;
  }

  /**
   * Connects; ends by the deadline.
   *
   * @param target where to, with a port
   * @param cancellation of this relay alone, which also uses it later
   */
  public static TlsRelay open(Target target, ClientOptions options, Cancellation cancellation)
      throws IOException {
    Dialer.Secured first = connect(target, options, cancellation);
    @Nullable TlsRelay relay = null;
    try {
      // Not what Java takes for loopback, which may be of IPv6: FFmpeg is told this one.
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      relay = new TlsRelay(target, options, cancellation, new ServerSocket(0, 1, loopback));
      relay.keep(first.plain());
      relay.begin(first);
      return relay;
    } catch (IOException | RuntimeException | Error e) { // also without a thread
      first.plain().close();
      if (relay != null) {
        relay.close();
      }
      throw e;
    }
  }

  private void begin(Dialer.Secured first) {
    start(() -> serve(first));
  }

  private static Dialer.Secured connect(
      Target target, ClientOptions options, Cancellation cancellation) throws IOException {
    long deadline = System.nanoTime() + options.timeoutNanos();
    try {
      return Dialer.connectTls(target, options, cancellation, deadline);
    } catch (SocketTimeoutException e) {
      throw target.error(Kind.UNREACHABLE, "no answer for " + options.timeoutMillis() + " ms");
    }
  }

  /** On loopback. */
  public int port() {
    return door.getLocalPort();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "framecast-tls-relay");
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader()); // not a web app's
    thread.start();
  }

  /**
   * Until {@link #close()}, also behind the last connection: somebody else of this machine could
   * else have the port, and be told the login.
   */
  private void serve(Dialer.Secured first) {
    Dialer.@Nullable Secured far = first;
    try (door) {
      for (int count = 0; true; count++) {
        Socket near = keep(door.accept());
        if (count > 0) {
          far = count < MOST_CONNECTIONS ? dial() : null;
        }
        if (far == null) {
          end(near);
        } else {
          handOn(near, far);
        }
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** Another connection, or null: FFmpeg's then ends at once. */
  private Dialer.@Nullable Secured dial() {
    try {
      Dialer.Secured made = connect(target, options, cancellation);
      keep(made.plain());
      return made;
    } catch (IOException e) {
      return null;
    }
  }

  private void handOn(Socket near, Dialer.Secured far) {
    try {
      near.setTcpNoDelay(true);
    } catch (IOException e) {
      // It has ended already, as the threads will see.
    }
    start(() -> copy(far.secure(), near, far));
    start(() -> copy(near, far.secure(), far));
  }

  private Socket keep(Socket socket) {
    sockets.add(socket);
    if (closed) { // close() may have come too early to see it
      end(socket);
    }
    return socket;
  }

  /** Until one of both ends; then both do. */
  private void copy(Socket from, Socket to, Dialer.Secured far) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int count;
      while ((count = from.getInputStream().read(buffer)) >= 0) {
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // It was closed.
    } finally {
      end(from);
      end(to);
      end(far.plain());
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    close(socket);
  }

  private static void close(Closeable each) {
    try {
      each.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  /** Does not wait for the server, as TLS's own farewell would. */
  @Override
  public void close() {
    closed = true;
    cancellation.cancel(); // also a connection that is being made
    close(door);
    sockets.forEach(TlsRelay::close);
  }
}
