package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the boundary in a Content-Type, as cameras really write it. */
final class Boundary {
  private Boundary() {}

  /**
   * What stands at the beginning of a line between parts, without the dashes in front; null if the
   * type is no multipart or names no boundary.
   */
  static byte @Nullable [] of(@Nullable String contentType) {
    if (contentType == null
        || !contentType.trim().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return null;
    }
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
    if (at < 0) {
      return null;
    }
    String value = contentType.substring(at + "boundary=".length()).trim();
    if (value.startsWith("\"")) {
      int quote = value.indexOf('"', 1);
      value = quote < 0 ? value.substring(1) : value.substring(1, quote);
    } else {
      int semicolon = value.indexOf(';');
      value = semicolon < 0 ? value : value.substring(0, semicolon).trim();
    }
    // Some cameras give boundary=--foo and send --foo, others give it and send ----foo: dashes in
    // front prove nothing.
    int dashes = 0;
    while (dashes < value.length() && value.charAt(dashes) == '-') {
      dashes++;
    }
    return dashes == value.length() ? null : value.substring(dashes).getBytes(ISO_8859_1);
  }

  /** Whether a line of that length holds dashes, the boundary, perhaps dashes, and nothing else. */
  static boolean isAt(StreamBuffer buffer, byte[] boundary, int line) {
    int i = 0;
    while (i < line && buffer.at(i) == '-') {
      i++;
    }
    if (i < 2 || i + boundary.length > line || !buffer.startsWith(boundary, i)) {
      return false;
    }
    String rest = buffer.text(i + boundary.length, line).trim();
    return rest.isEmpty() || rest.equals("--");
  }
}
