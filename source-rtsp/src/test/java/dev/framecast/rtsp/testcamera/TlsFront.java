package dev.framecast.rtsp.testcamera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** TLS in front of a server of loopback that has none. */
public final class TlsFront implements AutoCloseable {
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public TlsFront(Certificate certificate, int port) throws IOException {
    door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!door.isClosed()) {
            try {
              Socket far = door.accept();
              threads.execute(() -> serve(certificate, far, port));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  public int port() {
    return door.getLocalPort();
  }

  private void serve(Certificate certificate, Socket far, int port) {
    try (Socket secure = certificate.apply(far);
        Socket near = new Socket(InetAddress.getLoopbackAddress(), port)) {
      threads.execute(() -> copy(near, secure));
      copy(secure, near);
    } catch (IOException | UncheckedIOException e) {
      // Whoever called does not trust it, or has gone.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
