package dev.framecast.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
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

  /** All that may be asked for below {@code /wall/}: no path of a request becomes a file's name. */
  static final Set<String> FILES =
      Set.of(
          "address.js",
          "announce.js",
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
          "snapshot.js",
          "states.js",
          "stream-worker.js",
          "stream.js",
          "theme.js",
          "tile.js",
          "tiles.js",
          "transport.js",
          "view.js",
          "wall.css",
          "wall.js",
          "watch.js",
          "words.js");

  private WallPage() {}

  /**
   * The file at that path, or null if it is none of the page's. A browser keeps it and asks each
   * time whether it is still the same, so a page that comes again costs no bytes, and one of a new
   * version of this library is never mixed with files of the old one.
   *
   * @param ifNoneMatch the request's header of that name, or null
   */
  static HttpAnswer.@Nullable Content file(String path, @Nullable String ifNoneMatch) {
    HttpAnswer.Content file = file(path);
    if (file == null) {
      return null;
    }
    String tag = tag(file.body());
    HttpAnswer.Content answer =
        ifNoneMatch != null && matches(ifNoneMatch, tag) ? HttpAnswer.Content.notModified() : file;
    return answer.with("Cache-Control", "no-cache").with("ETag", tag);
  }

  /** RFC 9110, 13.1.2: the header has a star, or tags with commas between them, weak ones too. */
  private static boolean matches(String ifNoneMatch, String tag) {
    return ifNoneMatch.trim().equals("*") || ifNoneMatch.contains(tag);
  }

  private static String tag(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return '"' + HexFormat.of().formatHex(digest.digest(), 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static HttpAnswer.@Nullable Content file(String path) {
    if (path.equals("/")) {
      return load(PAGE, "text/html; charset=utf-8").with(CONTENT_SECURITY_POLICY, POLICY);
    }
    if (!path.startsWith(FOLDER)) {
      return null;
    }
    String name = path.substring(FOLDER.length());
    return FILES.contains(name) ? load(name, type(name)) : null;
  }

  private static String type(String name) {
    return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
  }

  private static HttpAnswer.Content load(String name, String type) {
    try (InputStream in = WallPage.class.getResourceAsStream("wall/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource wall/" + name + " is missing from framecast-core's jar");
      }
      return HttpAnswer.Content.of(200, type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
