package dev.framecast.mjpeg;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of one part. */
final class PartHeaders {
  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  void clear() {
    values.clear();
  }

  void add(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      values.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
    }
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  /** Whether the part may be a picture: some cameras name no type. */
  boolean mayBeImage() {
    String type = values.get("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).startsWith("image/");
  }

  /** What Content-Length says, at most so much; 0 if it says nothing of use. */
  int contentLength(int max) {
    String text = values.get("Content-Length");
    if (text == null || text.isEmpty() || text.length() > 9) {
      return 0;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return Math.min(value, max);
  }
}
