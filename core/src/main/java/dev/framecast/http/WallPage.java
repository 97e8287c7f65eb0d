package dev.framecast.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

  /** The file at that path, or null if it is none of the page's. */
  static HttpAnswer.@Nullable Content file(String path) {
    if (path.equals("/")) {
      return load(PAGE, "text/html; charset=utf-8").with("Content-Security-Policy", POLICY);
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
