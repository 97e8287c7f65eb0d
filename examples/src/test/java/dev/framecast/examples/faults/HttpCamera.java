package dev.framecast.examples.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A camera of Motion JPEG over HTTP on 127.0.0.1. What it sends may be changed at any time. */
final class HttpCamera implements AutoCloseable {
  static final String USER = "admin";

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  volatile String contentType = "multipart/x-mixed-replace; boundary=cam";

  /** A part by its number, with all that belongs to it. */
  volatile IntFunction<byte[]> parts = number -> part("cam", "", Pictures.jpeg());

  volatile double fps = 25;

  /** Null for no login. */
  volatile String password;

  HttpCamera() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * A part.
   *
   * @param boundary empty for none
   * @param headers lines with their ends
   */
  static byte[] part(String boundary, String headers, byte[] picture) {
    String delimiter = boundary.isEmpty() ? "" : "--" + boundary + "\r\n";
    String head = delimiter + "Content-Type: image/jpeg\r\n" + headers;
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    try {
      part.write((head + "Content-Length: " + picture.length + "\r\n\r\n").getBytes(ISO_8859_1));
      part.write(picture);
      part.write("\r\n".getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return part.toByteArray();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      boolean known = password == null;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        known |= line.equals("Authorization: Basic " + login());
      }
      answer(socket.getOutputStream(), known);
    } catch (IOException | InterruptedException e) {
      // The viewer went away, which is its right.
    }
    sockets.remove(socket);
  }

  private String login() {
    return Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(ISO_8859_1));
  }

  private void answer(OutputStream out, boolean known) throws IOException, InterruptedException {
    if (!known) {
      write(
          out,
          String.join(
              "\r\n",
              "HTTP/1.1 401 Unauthorized",
              "WWW-Authenticate: Basic realm=\"cam\"",
              "Content-Length: 0",
              "Connection: close",
              "\r\n"));
      return;
    }
    write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + contentType + "\r\n\r\n");
    int number = 0;
    do {
      out.write(parts.apply(number++));
    } while (!over.await((long) (1_000 / fps), TimeUnit.MILLISECONDS));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "http-camera");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
