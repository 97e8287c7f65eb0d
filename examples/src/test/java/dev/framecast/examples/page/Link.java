package dev.framecast.examples.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A way to a server that is as slow as one likes, or answers in the server's stead. */
final class Link implements AutoCloseable {
  private static final int CHUNK = 2048;
  private static final int BUFFERS = 16 * 1024;

  private final URI server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong free = new AtomicLong(System.nanoTime());
  private final AtomicInteger streams = new AtomicInteger();
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile UnaryOperator<String> instead = request -> "";

  Link(URI server) throws IOException {
    this.server = server;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort()).resolve(path);
  }

  /** All answers together come no faster than that. */
  Link bitsPerSecond(long bits) {
    bytesPerSecond = bits / 8;
    return this;
  }

  /** Gives a whole answer for a request's first line, or an empty text where the server answers. */
  void answer(UnaryOperator<String> answers) {
    instead = answers;
    open.forEach(Link::close);
  }

  /** Streams of many cameras that are open now. */
  int streams() {
    return streams.get();
  }

  static String answer(String status, String header, String body) {
    return "HTTP/1.1 " + status + "\r\n" + header + "\r\nConnection: close\r\n\r\n" + body;
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      client.setSendBufferSize(BUFFERS);
      start(() -> serve(client));
    }
  }

  /** One request a connection, which keeps this simple. */
  private void serve(Socket client) throws IOException {
    try (client;
        Socket there = new Socket()) {
      open.add(client);
      String head = head(client.getInputStream());
      String line = head.lines().findFirst().orElse("");
      String canned = instead.apply(line);
      if (!canned.isEmpty()) {
        client.getOutputStream().write(canned.getBytes(ISO_8859_1));
        return;
      }
      there.setReceiveBufferSize(BUFFERS);
      there.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      String once = head.replaceFirst("(?i)\r\nconnection: [^\r]*", "\r\nConnection: close");
      there.getOutputStream().write(once.getBytes(ISO_8859_1));
      start(() -> endWith(client, there));
      boolean isStream = line.contains("streams.mjpg");
      streams.addAndGet(isStream ? 1 : 0);
      try {
        copy(there.getInputStream(), client.getOutputStream());
      } finally {
        streams.addAndGet(isStream ? -1 : 0);
      }
    } finally {
      open.remove(client);
    }
  }

  private static void endWith(Socket client, Socket there) throws IOException {
    try (there) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("a request without an end");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      long takes = (long) (length * 1e9 / bytesPerSecond);
      long now = System.nanoTime();
      long due = free.updateAndGet(before -> Math.max(before, now) + takes);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      out.write(chunk, 0, length);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One side went away, and so does the other.
              }
            },
            "link");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(Link::close);
  }
}
