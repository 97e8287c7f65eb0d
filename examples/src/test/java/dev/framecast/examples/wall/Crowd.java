package dev.framecast.examples.wall;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Many viewers, who read what comes and look at nothing but its size. */
final class Crowd implements AutoCloseable {
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  /** One of them. */
  private static final class Viewer {
    private final Socket socket;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean ended;

    Viewer(Socket socket) {
      this.socket = socket;
    }

    void read() {
      byte[] part = new byte[1 << 14];
      try (InputStream in = socket.getInputStream()) {
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
          bytes.addAndGet(count);
        }
      } catch (IOException e) {
        // Ended by the other side, or by the test.
      }
      ended = true;
    }
  }

  /** One viewer more, of that path. */
  void join(WallProcess wall, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wall.address.getPort());
    Viewer viewer = new Viewer(socket);
    viewers.add(viewer);
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    Thread thread = new Thread(viewer::read, "crowd");
    thread.setDaemon(true);
    thread.start();
  }

  int size() {
    return viewers.size();
  }

  /** How many were sent more than so many bytes since {@link #restart()}. */
  int served(long more) {
    return (int) viewers.stream().filter(viewer -> viewer.bytes.get() > more).count();
  }

  /** How many were cut off. */
  int ended() {
    return (int) viewers.stream().filter(viewer -> viewer.ended).count();
  }

  void restart() {
    viewers.forEach(viewer -> viewer.bytes.set(0));
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  /** All of them. */
  void leave() throws IOException {
    for (Viewer viewer : viewers) {
      viewer.socket.close();
    }
    viewers.clear();
  }
}
