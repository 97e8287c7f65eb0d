package dev.framecast.mjpeg;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of one part. */
final class PartHeaders {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*\\s*:(?!//).*");

  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9/.+-]{1,40}");

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Whether a line may be a header. */
  static boolean isHeader(String line) {
    return HEADER.matcher(line).matches();
  }

  /** Whether a line is a header that nearly each part has, and nothing else begins with. */
  static boolean isContentHeader(String line) {
    return line.regionMatches(true, 0, "content-", 0, 8) && isHeader(line);
  }

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

  /** Whether the part is a picture by its type: some cameras name none, and some a wrong one. */
  boolean areOfImage() {
    String type = values.get("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).startsWith("image/");
  }

  /** The type for a sentence, not quoted if it is none that people should read. */
  String typeInWords() {
    String type = values.get("Content-Type");
    return type != null && TYPE.matcher(type).matches() ? "the type " + type : "another type";
  }

  /**
   * Whether bytes that look like a JPEG may be some by chance: silence is FF in telephony. Of video
   * only what is named, for some cameras call their JPEGs video.
   */
  boolean areOfAudioOrVideo() {
    String type = values.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
    return type.startsWith("audio/") || (type.startsWith("video/") && type.contains("h26"));
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
