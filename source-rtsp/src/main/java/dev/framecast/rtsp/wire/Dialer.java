package dev.framecast.rtsp.wire;

import dev.framecast.internal.HostConnector;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Connects to cameras. */
public final class Dialer {
  private Dialer() {}

  /** Connects; ends by the deadline in {@link System#nanoTime()}'s scale. */
  public static Connection connect(
      Target target,
      boolean tunnel,
      ClientOptions options,
      Cancellation cancellation,
      long deadline)
      throws IOException {
    int port = target.portOr(tunnel);
    try {
      Socket plain = plain(target, port, options, cancellation, deadline);
      return over(plain, target, port, options, cancellation, deadline);
    } catch (IOException | CancellationException e) {
      throw cancellation.isCancelled() ? target.cancelled() : error(target, e, options);
    }
  }

  /**
   * A connection over TLS.
   *
   * @param plain the same below TLS; closing it does not wait for a write that is under way
   */
  record Secured(Socket plain, Socket secure) {}

  /** The same for another protocol over TLS, to the port that the target has. */
  static Secured connectTls(
      Target target, ClientOptions options, Cancellation cancellation, long deadline)
      throws IOException {
    try {
      Socket plain = plain(target, target.port(), options, cancellation, deadline);
      try {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(millis(deadline));
        Socket socket = TlsSocket.over(plain, options.trust(), target, target.port());
        plain.setSoTimeout(0);
        cancellation.blocksOn(plain);
        return new Secured(plain, socket);
      } catch (IOException | RuntimeException e) {
        plain.close();
        throw e;
      }
    } catch (IOException | CancellationException e) {
      throw cancellation.isCancelled() ? target.cancelled() : error(target, e, options);
    }
  }

  private static Socket plain(
      Target target, int port, ClientOptions options, Cancellation cancellation, long deadline)
      throws IOException {
    HostConnector connector = new HostConnector(options.names());
    cancellation.blocksOn(connector::cancel);
    List<InetAddress> addresses = connector.addresses(target.hostName(), deadline);
    return HostConnector.connect(
        addresses,
        port,
        deadline,
        cancellation::isCancelled,
        (address, millis) -> connect(address, millis, cancellation));
  }

  private static Socket connect(InetSocketAddress address, int millis, Cancellation cancellation)
      throws IOException {
    Socket plain = new Socket();
    try {
      cancellation.blocksOn(plain);
      plain.connect(address, millis);
      return plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Connection over(
      Socket plain,
      Target target,
      int port,
      ClientOptions options,
      Cancellation cancellation,
      long deadline)
      throws IOException {
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(millis(deadline));
      Socket socket = target.isTls() ? TlsSocket.over(plain, options.trust(), target, port) : plain;
      // Reading ends as if the camera had hung up; a farewell can still be written.
      cancellation.blocksOn(plain::shutdownInput);
      return new Connection(target, plain, socket);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static IOException error(Target target, Exception e, ClientOptions options) {
    if (e instanceof SourceException known) {
      return known;
    }
    if (e instanceof SocketTimeoutException late) {
      return HostConnector.LOOKUP.equals(late.getMessage())
          ? target.error(
              Kind.UNREACHABLE,
              "its host name could not be looked up within " + options.timeoutMillis() + " ms")
          : late;
    }
    if (e instanceof ClosedByInterruptException) {
      return target.cancelled();
    }
    return target.error(
        Kind.UNREACHABLE,
        e instanceof UnknownHostException ? "no such host" : "cannot connect: " + e.getMessage());
  }

  private static int millis(long deadline) {
    return (int) Math.max(1, Math.min(86_400_000, (deadline - System.nanoTime()) / 1_000_000));
  }
}
