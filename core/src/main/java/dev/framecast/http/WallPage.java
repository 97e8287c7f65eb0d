package dev.framecast.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The page with every camera: fixed files, which learn what cameras there are from {@code
 * /cameras}.
 */
final class WallPage {
  /** Nothing from elsewhere, and nothing inline: a camera's name cannot become a script. */
  private static final String POLICY =
      "default-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";

  private WallPage() {}

  /** The file at that path, or null if it is none of the page's. */
  static HttpAnswer.@Nullable Content file(String path) {
    return switch (path) {
      case "/" ->
          load("wall.html", "text/html; charset=utf-8").with("Content-Security-Policy", POLICY);
      case "/wall/wall.css" -> load("wall.css", "text/css; charset=utf-8");
      case "/wall/wall.js" -> load("wall.js", "text/javascript; charset=utf-8");
      default -> null;
    };
  }

  private static HttpAnswer.Content load(String name, String type) {
    try (InputStream in = WallPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + name + " is missing from framecast-core's jar");
      }
      return HttpAnswer.Content.of(200, type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
