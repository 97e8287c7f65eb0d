package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Any request has one of the documented answers, which can be sent as it is. */
final class CameraHttpFuzz implements FuzzTarget {
  private static final Set<Integer> STATUSES = Set.of(200, 204, 304, 308, 400, 404, 405, 421);

  private final CameraHttp open;
  private final CameraHttp strict;

  CameraHttpFuzz() {
    Cameras cameras = new Cameras();
    cameras.add("door", new ScriptedSource());
    cameras.add("a.b-c_1", new ScriptedSource());
    open = new CameraHttp(cameras);
    HttpRules.Builder rules = HttpRules.builder().hosts("cams.example.org", ".lan").localNames();
    strict = new CameraHttp(cameras, rules.origins("https://dash.example.org").build());
  }

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int flags = in.number();
    String mount = in.oneOf("", "/cams", "//cams", "/a%20b");
    String method = in.line();
    String path = in.line();
    String query = (flags & 1) == 0 ? in.line() : null;
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    while (!in.isEmpty()) {
      String[] header = in.line().split(":", 2);
      headers.put(header[0], header.length > 1 ? header[1].strip() : "");
    }
    HttpAnswer answer =
        ((flags & 2) == 0 ? open : strict)
            .answer(method, mount, path, query, headers::get, (flags & 4) == 0);
    if (answer instanceof HttpAnswer.Content content) {
      requireSendable(content.headers());
      require(STATUSES.contains(content.status()), "status " + content.status());
      if (content.status() >= 400) {
        String line = UTF_8.decode(content.body()).toString();
        require(line.indexOf('\n') == line.length() - 1, "more than a line: " + line);
        require(isPlain(line.strip()), "more than text: " + line);
        require(line.length() < 1_000, "a long answer: " + line);
      }
    } else if (answer instanceof HttpAnswer.Stream stream) {
      requireSendable(stream.headers());
      stream.views().forEach(view -> require(view.maxFps() >= 0, "fps " + view.maxFps()));
    } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
      requireSendable(snapshot.rules());
      require(!snapshot.maxAge().isNegative(), "age " + snapshot.maxAge());
    }
  }

  private static void requireSendable(Map<String, String> headers) {
    headers.forEach(
        (name, value) -> {
          require(name.matches("[A-Za-z-]+"), "header " + name);
          require(isPlain(value), "header " + name + ": " + value);
        });
    String location = headers.getOrDefault("Location", "/");
    require(location.matches("/[^/].*|/"), "to another host: " + location);
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "\0\0GET\n/\n\nHost: localhost\nIf-None-Match: *\n",
        "\1\1GET\n\n",
        "\0\1HEAD\n\nx=1\n",
        "\2\2OPTIONS\n/cameras\n\nHost: cams.example.org\nOrigin: https://dash.example.org"
            + "\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: X-A\n",
        "\0\0GET\n/cameras/door/stream.mjpg\nwidth=640&fps=5.5&quality=80\nHost: 127.0.0.1:8080"
            + "\nUser-Agent: Mozilla/5.0\nAccept: image/avif,*/*\nSec-Fetch-Dest: image\n",
        "\6\0GET\n/cameras/a.b-c_1/snapshot.jpg\nmaxAge=0.5&width=\nHost: [::1]:80\nReferer:"
            + " https://dash.example.org/x\n",
        "\0\0GET\n/streams.mjpg\nids=door,a.b-c_1&width=320,640&fps=1&t=17\n",
        "\0\0GET\n/streams.mjpg\nids=door%2Cdoor&quality=101&fps=0\n",
        "\4\0POST\n/wall/camera-element.js\nwidth=1&width=2\nHost: evil.example.net\n");
  }

  /** A page is a hundred thousand bytes, of which none are copied. */
  @Override
  public long mostMemory(int length) {
    return 200_000 + 1_000L * length;
  }
}
