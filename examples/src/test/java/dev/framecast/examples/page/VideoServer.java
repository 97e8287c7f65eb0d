package dev.framecast.examples.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.Cameras;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Serves the page's files, and cameras that a test has in its hand down to the single unit of
 * video. Of the rules for slow viewers it has none: what the page does by itself is to be seen.
 */
final class VideoServer implements AutoCloseable {
  private static final String FILES = "dev/framecast/http/wall/";

  private final Map<String, VideoCamera> cameras = new LinkedHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<VideoStream> streams = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String workerPrefix;
  private volatile ServerSocket listening;

  /**
   * @param workerPrefix script that runs in the page's worker before its own
   */
  VideoServer(String workerPrefix, Collection<VideoCamera> all) throws IOException {
    this.workerPrefix = workerPrefix;
    all.forEach(camera -> cameras.put(camera.id(), camera));
    listening = listen(0);
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    start(() -> accept(socket));
    return socket;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort()).resolve(path);
  }

  VideoCamera camera(String id) {
    return cameras.get(id);
  }

  /** Streams that a camera is sent in now, in that form; all forms where it is empty. */
  long viewers(String id, String form) {
    return streams.stream().filter(stream -> stream.sends(id, form)).count();
  }

  /** All streams that were asked for, as their queries. */
  List<String> requests() {
    return requests;
  }

  /** Goes away, with all connections. */
  void stop() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** And comes back where it was. */
  void startAgain() throws IOException {
    listening = listen(listening.getLocalPort());
  }

  private void accept(ServerSocket socket) throws IOException {
    while (!socket.isClosed()) {
      Socket client = socket.accept();
      client.setTcpNoDelay(true);
      client.setSendBufferSize(64 * 1024);
      open.add(client);
      start(
          () -> {
            try (client) {
              serve(client);
            } finally {
              open.remove(client);
            }
          });
    }
  }

  private void serve(Socket client) throws IOException {
    String line = head(client.getInputStream());
    URI target = URI.create(line.split(" ", 3)[1]);
    String path = target.getPath();
    OutputStream out = client.getOutputStream();
    if (path.equals("/streams.mjpg")) {
      requests.add(target.getQuery());
      VideoStream stream = new VideoStream(cameras, query(target));
      streams.add(stream);
      try {
        stream.send(out);
      } finally {
        streams.remove(stream);
      }
    } else if (path.equals("/cameras")) {
      answer(out, "application/json", json().getBytes(UTF_8));
    } else if (path.endsWith("/snapshot.jpg")) {
      VideoCamera camera = cameras.get(path.split("/", -1)[2]);
      answer(out, "image/jpeg", camera.clip().jpeg(camera.unit(camera.newest()).index(), 0));
    } else {
      file(out, path);
    }
  }

  private void file(OutputStream out, String path) throws IOException {
    String name = path.equals("/") ? "wall.html" : path.substring(path.lastIndexOf('/') + 1);
    try (InputStream in = Cameras.class.getClassLoader().getResourceAsStream(FILES + name)) {
      if (in == null) {
        out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
        return;
      }
      String prefix = name.equals("stream-worker.js") ? workerPrefix : "";
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(prefix.getBytes(UTF_8));
      in.transferTo(body);
      answer(out, type(name), body.toByteArray());
    }
  }

  private static String type(String name) {
    return switch (name.replaceFirst(".*\\.", "")) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "webmanifest" -> "application/manifest+json";
      default -> "text/html";
    };
  }

  private static void answer(OutputStream out, String type, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n";
    out.write(head.formatted(type, body.length).getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private String json() {
    List<String> all = cameras.values().stream().map(this::json).toList();
    return "{\"now\":" + VideoCamera.nowMicros() / 1_000 + ",\"cameras\":" + all + "}";
  }

  private String json(VideoCamera camera) {
    VideoClip clip = camera.clip();
    long age = VideoCamera.nowMicros() - camera.micros(camera.newest());
    return String.format(
            Locale.ROOT,
            "{'id':'%s','name':'%s','state':'LIVE','format':'h264','width':%d,'height':%d,"
                + "'widths':[160,320,640,960],'fps':%.2f,'promisedFps':null,'streams':[],"
                + "'ageMillis':%d,'viewers':%d,'renditions':[],'lastError':null,'retryMillis':0,"
                + "'waitingFor':null}",
            camera.id(),
            camera.id(),
            clip.width(),
            clip.height(),
            camera.fps(),
            age / 1_000,
            viewers(camera.id(), ""))
        .replace('\'', '"');
  }

  private static Map<String, List<String>> query(URI target) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : target.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], List.of(URLDecoder.decode(parts[1], UTF_8).split(",", -1)));
    }
    return values;
  }

  /** Gives the request's first line. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("a request without an end");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1).lines().findFirst().orElse("");
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
                // The page went away.
              }
            },
            "video server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
