package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** An HTTP camera on a loopback port that does what a test tells it to, also what is wrong. */
final class ScriptedCamera implements AutoCloseable {
  /** One request: its target and its headers. */
  record Request(String target, Map<String, String> headers) {}

  /** What to do with one connection, which is closed afterwards. */
  @FunctionalInterface
  interface Script {
    void serve(Request request, Answer answer) throws IOException, InterruptedException;
  }

  /** Where the script writes. */
  static final class Answer {
    private final ScriptedCamera camera;
    private final OutputStream out;
    private boolean keptAlive;

    Answer(ScriptedCamera camera, OutputStream out) {
      this.camera = camera;
      this.out = out;
    }

    Answer head(int status, String... headers) throws IOException {
      text("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n");
      for (String header : headers) {
        text(header + "\r\n");
      }
      return text("\r\n");
    }

    /** A whole answer, after which the connection takes another request. */
    Answer whole(int status, byte[] body, String... headers) throws IOException {
      text("HTTP/1.1 " + status + " Whatever\r\n");
      if (status != 304) {
        text("Content-Length: " + body.length + "\r\n");
      }
      for (String header : headers) {
        text(header + "\r\n");
      }
      return keep().text("\r\n").bytes(body, body.length);
    }

    Answer stream() throws IOException {
      return head(200, "Content-Type: multipart/x-mixed-replace; boundary=cam");
    }

    Answer part(byte[] jpeg, String... headers) throws IOException {
      text("--cam\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n");
      for (String header : headers) {
        text(header + "\r\n");
      }
      return text("\r\n").bytes(jpeg, jpeg.length).text("\r\n");
    }

    /** For heads that say "Transfer-Encoding: chunked"; an empty one is the last. */
    Answer chunk(byte[] data) throws IOException {
      return text(Integer.toHexString(data.length) + "\r\n").bytes(data, data.length).text("\r\n");
    }

    Answer chunk(String data) throws IOException {
      return chunk(data.getBytes(ISO_8859_1));
    }

    /** The connection takes another request. */
    Answer keep() {
      keptAlive = true;
      return this;
    }

    Answer text(String text) throws IOException {
      return bytes(text.getBytes(ISO_8859_1), text.length());
    }

    Answer bytes(byte[] bytes) throws IOException {
      return bytes(bytes, bytes.length);
    }

    Answer bytes(byte[] bytes, int count) throws IOException {
      out.write(bytes, 0, count);
      out.flush();
      return this;
    }

    /** Says nothing for so long, unless the test is over. */
    void pause(int millis) throws InterruptedException {
      boolean unused = camera.over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Says nothing more, and does not hang up, until the test is over. */
    void stall() throws InterruptedException {
      camera.stalling.countDown();
      camera.over.await();
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  final CountDownLatch stalling = new CountDownLatch(1);
  final List<Request> requests = new CopyOnWriteArrayList<>();

  ScriptedCamera(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  private ScriptedCamera(ServerSocket server, Script script) {
    this.script = script;
    this.server = server;
    start(this::accept);
  }

  /** One that speaks TLS, with the certificate of this context. */
  static ScriptedCamera overTls(SSLContext tls, Script script) throws IOException {
    return new ScriptedCamera(
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        script);
  }

  /** Connections there were so far. */
  int connections() {
    return sockets.size();
  }

  /** Waits until the other side has closed all connections; sends into them until then. */
  void awaitHangups() throws InterruptedException {
    for (Socket socket : sockets) {
      while (!hasHungUp(socket)) {
        boolean unused = over.await(10, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static boolean hasHungUp(Socket socket) {
    try {
      socket.getOutputStream().write(0);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  String host() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  String url(String path) {
    return (server instanceof SSLServerSocket ? "https://" : "http://") + host() + path;
  }

  private void accept() {
    while (over.getCount() > 0) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      Answer answer;
      do {
        String line = in.readLine();
        if (line == null) {
          return;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
          headers.put(
              header.substring(0, header.indexOf(':')),
              header.substring(header.indexOf(':') + 1).trim());
        }
        Request request = new Request(line.split(" ", -1)[1], headers);
        requests.add(request);
        answer = new Answer(this, socket.getOutputStream());
        script.serve(request, answer);
      } while (answer.keptAlive);
    } catch (IOException | InterruptedException e) {
      // The viewer went away, which is its right.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted-camera");
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
