package dev.framecast.nats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands between a node and its server, and takes so many bytes a second from the node. */
final class SlowLine implements AutoCloseable {
  private static final int CHUNK = 8 * 1024;

  private final ServerSocket listening = new ServerSocket();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final int port;
  private final long bytesPerSecond;

  SlowLine(NatsServer server, long bitsPerSecond) throws IOException {
    port = server.port();
    bytesPerSecond = bitsPerSecond / 8;
    listening.setReceiveBufferSize(2 * CHUNK); // or much would be on its way here
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  String url() {
    return "nats://127.0.0.1:" + listening.getLocalPort();
  }

  /** How many were made: one more than were lost. */
  int connections() {
    return connections.get();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // closed
              }
            },
            "slow-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket from = listening.accept();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
      connections.incrementAndGet();
      sockets.addAll(List.of(from, to));
      start(() -> copy(from, to, bytesPerSecond));
      start(() -> copy(to, from, Long.MAX_VALUE));
    }
  }

  private static void copy(Socket from, Socket to, long bytesPerSecond) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] some = new byte[CHUNK];
      long free = System.nanoTime();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        out.write(some, 0, count);
        if (bytesPerSecond < Long.MAX_VALUE) {
          free =
              Math.max(free, System.nanoTime() - 1_000_000)
                  + count * 1_000_000_000L / bytesPerSecond;
          for (long left = free - System.nanoTime(); left > 0; left = free - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
