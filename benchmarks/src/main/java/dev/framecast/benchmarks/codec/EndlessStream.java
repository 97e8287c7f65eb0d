package dev.framecast.benchmarks.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Serves a few seconds of video over HTTP on 127.0.0.1, over and over, as fast as it is read. That
 * way a source meant for live cameras shows how fast it can be: a file it would play at the file's
 * own pace.
 */
final class EndlessStream implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: video/h264\r\nConnection: close\r\n\r\n";

  private final byte[] video;
  private final ServerSocket server;

  EndlessStream(byte[] video) throws IOException {
    this.video = video;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String uri() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/video.h264";
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> play(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void play(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      OutputStream out = socket.getOutputStream();
      out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(video);
      }
    } catch (IOException e) {
      // The reader has left.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "endless-stream");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
