package dev.framecast.nats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What stands between a node and a server, and can be cut. */
final class Cable implements AutoCloseable {
  private final ServerSocket listening;
  private final int server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean off;

  Cable(NatsServer server) throws IOException {
    this.server = server.port();
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "nats://127.0.0.1:" + listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        if (off) {
          near.close();
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
        open.addAll(List.of(near, far));
        start(() -> copy(near, far));
        start(() -> copy(far, near));
      }
    } catch (IOException e) {
      cut(); // closed
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      long unused = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // It was cut.
    }
  }

  /** Ends all connections; others can be made at once. */
  void cut() {
    for (Socket each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    open.clear();
  }

  /** Cuts it until it is {@link #on} again. */
  void off() {
    off = true;
    cut();
  }

  void on() {
    off = false;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
