package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page with every camera: fixed files, which learn what cameras there are from {@code
 * /cameras}.
 */
final class WallPage {
  /** Nothing from elsewhere, and nothing inline: a camera's name cannot become a script. */
  private static final String POLICY =
      "default-src 'none'; img-src 'self' blob: data:; script-src 'self'; worker-src 'self';"
          + " style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final String PAGE = "wall.html";
  private static final String FOLDER = "/wall/";
  private static final String ELEMENT = FOLDER + "camera-element.js";

  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String ASKED_FOR = "no-cache";

  /** All that there is in the folder: no path of a request becomes a file's name. */
  static final Set<String> FILES =
      Set.of(
          "address.js",
          "announce.js",
          "answers.js",
          "camera-element.js",
          "clock.js",
          "connection.js",
          "decoder.js",
          "demand.js",
          "drag.js",
          "elements.js",
          "fallback.js",
          "full.js",
          "grid.js",
          "guarded.js",
          "keep.js",
          "keys.js",
          "layout.js",
          "missing.js",
          "notice.js",
          "order.js",
          "painter.js",
          "parts.js",
          "pump.js",
          "rate.js",
          "reading.js",
          "reduction.js",
          "snapshot.js",
          "states.js",
          "steady.js",
          "stream-worker.js",
          "stream.js",
          "switch.js",
          "theme.js",
          "tile.js",
          "tiles.js",
          "transport.js",
          "view.js",
          "wall.css",
          "wall.js",
          "watch.js",
          "words.js");

  /** Read and hashed when the first sink is made, and never again. */
  private static final class Loaded {
    static final WallPage PAGE = new WallPage();
  }

  private final String version;
  private final Map<String, HttpAnswer.Content> answers = new HashMap<>();

  private WallPage() {
    Map<String, byte[]> files = new TreeMap<>();
    FILES.forEach(name -> files.put(name, load(name)));
    version = version(files);
    files.forEach((name, bytes) -> put(FOLDER + version + "/" + name, type(name), bytes, KEPT));
    put(ELEMENT, type(ELEMENT), element().getBytes(UTF_8), ASKED_FOR);
    String page = new String(load(PAGE), UTF_8).replace("\"wall/", "\"wall/" + version + "/");
    put("/", "text/html; charset=utf-8", page.getBytes(UTF_8), ASKED_FOR);
    answers.computeIfPresent("/", (path, html) -> html.with(CONTENT_SECURITY_POLICY, POLICY));
  }

  /** Reads the files, unless they have been read. Blocks on them; {@link #file} then never does. */
  static void load() {
    Objects.requireNonNull(Loaded.PAGE);
  }

  /** The name of the folder below {@code /wall/} that has this version's files. */
  static String version() {
    return Loaded.PAGE.version;
  }

  /**
   * The file at that path, or null if it is none of the page's.
   *
   * <p>Files stand in a folder whose name is a digest of them all, so a browser may keep them for
   * good, and a page of a new version of this library is never mixed with files of the old one.
   * What has a name of its own, the page and the element's module, is kept too, but the browser
   * asks each time whether it is still the same.
   *
   * @param ifNoneMatch the request's header of that name, or null
   */
  static HttpAnswer.@Nullable Content file(String path, @Nullable String ifNoneMatch) {
    HttpAnswer.Content file = Loaded.PAGE.answers.get(path);
    if (file == null || ifNoneMatch == null) {
      return file;
    }
    String tag = file.headers().getOrDefault("ETag", "");
    return matches(ifNoneMatch, tag)
        ? HttpAnswer.Content.notModified()
            .with("Cache-Control", file.headers().getOrDefault("Cache-Control", ASKED_FOR))
            .with("ETag", tag)
        : file;
  }

  /** RFC 9110, 13.1.2: the header has a star, or tags with commas between them, weak ones too. */
  private static boolean matches(String ifNoneMatch, String tag) {
    return ifNoneMatch.trim().equals("*") || ifNoneMatch.contains(tag);
  }

  private void put(String path, String type, byte[] body, String caching) {
    answers.put(
        path,
        HttpAnswer.Content.of(200, type, body)
            .with("Cache-Control", caching)
            .with("ETag", '"' + digest(sha256().digest(body)) + '"'));
  }

  /** Names no other file, or a page that has both would have two of each module. */
  private String element() {
    return "export * from './" + version + "/camera-element.js';\n";
  }

  private static String version(Map<String, byte[]> files) {
    MessageDigest digest = sha256();
    files.forEach(
        (name, bytes) -> {
          digest.update((name + " " + bytes.length + "\n").getBytes(UTF_8));
          digest.update(bytes);
        });
    return digest(digest.digest());
  }

  private static String digest(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String type(String name) {
    return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
  }

  private static byte[] load(String name) {
    try (InputStream in = WallPage.class.getResourceAsStream("wall/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource wall/" + name + " is missing from framecast-core's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
