package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A connection over our TLS for FFmpeg, whose own compares no certificate with an address in digits
 * and knows no fingerprints: a port of loopback that takes one connection, and hands on what comes
 * both ways. The server's certificate is found good before there is that port.
 */
public final class TlsRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final Socket secure;
  private final ServerSocket door;

  private TlsRelay(Socket secure, ServerSocket door) {
    this.secure = secure;
    this.door = door;
  }

  /**
   * Connects; ends by the deadline.
   *
   * @param target where to, with a port
   */
  public static TlsRelay open(Target target, ClientOptions options, Cancellation cancellation)
      throws IOException {
    long deadline = System.nanoTime() + options.timeoutNanos();
    Socket secure;
    try {
      secure = Dialer.connectTls(target, options, cancellation, deadline);
    } catch (SocketTimeoutException e) {
      throw target.error(Kind.UNREACHABLE, "no answer for " + options.timeoutMillis() + " ms");
    }
    try {
      ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      door.setSoTimeout((int) Math.min(options.timeoutMillis(), Integer.MAX_VALUE));
      TlsRelay relay = new TlsRelay(secure, door);
      start(relay::serve);
      return relay;
    } catch (IOException | RuntimeException e) {
      secure.close();
      throw e;
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

  private void serve() {
    try (Socket near = door.accept()) {
      door.close();
      near.setTcpNoDelay(true);
      start(() -> copy(secure, near));
      copy(near, secure);
    } catch (IOException e) {
      close(); // nobody came, or it was closed
    }
  }

  /** Until one of both ends; then both do. */
  private static void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int count;
      while ((count = from.getInputStream().read(buffer)) >= 0) {
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // It was closed.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Closeable each) {
    try {
      each.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  @Override
  public void close() {
    close(door);
    close(secure);
  }
}
