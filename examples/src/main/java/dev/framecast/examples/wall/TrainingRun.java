package dev.framecast.examples.wall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wall and its first viewer, for a JVM that writes down which classes that takes ({@code
 * -XX:DumpLoadedClassList}): those are put into an archive, out of which {@code ./wall} starts.
 */
final class TrainingRun {
  private static final List<String> PATHS =
      List.of("/", "/cameras", "/cameras/door/snapshot.jpg?width=320", "/streams.mjpg");

  /** Of a stream, more than its first picture. */
  private static final int ENOUGH = 200_000;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private TrainingRun() {}

  /** Ends with 0 when all was answered, with 1 when something was not, or not in time. */
  public static void main(String[] args) throws InterruptedException {
    AtomicInteger code = new AtomicInteger(1);
    Thread viewer = new Thread(() -> code.set(watches() ? 0 : 1), "viewer");
    viewer.setDaemon(true);
    viewer.start();
    viewer.join(LONGEST.toMillis());
    System.exit(code.get()); // whatever the wall still does
  }

  private static boolean watches() {
    try {
      URI address = start();
      for (String path : PATHS) {
        visit(address, path);
      }
      return true;
    } catch (IOException e) {
      e.printStackTrace();
      return false;
    }
  }

  private static URI start() throws IOException {
    PipedInputStream printed = new PipedInputStream();
    System.setOut(new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8));
    Thread wall = new Thread(() -> Wall.main(new String[] {"--port", "0"}), "wall");
    wall.setDaemon(true);
    wall.start();
    String line =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8)).readLine();
    if (line == null || !line.contains("http")) {
      throw new IOException("the wall began with: " + line);
    }
    return URI.create(line.substring(line.indexOf("http")));
  }

  private static void visit(URI address, String path) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(path, address.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      if (!new String(answer.readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200")) {
        throw new IOException(path + " was not answered with 200");
      }
      answer.readNBytes(ENOUGH);
    }
  }
}
