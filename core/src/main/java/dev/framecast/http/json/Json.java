package dev.framecast.http.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON as it is written, piece by piece: who writes sees to what belongs where. */
final class Json {
  private final StringBuilder out = new StringBuilder();

  /** Adds that as it is. */
  void raw(String text) {
    out.append(text);
  }

  /** What was added, in UTF-8. */
  byte[] toBytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Begins a field. */
  void name(String name) {
    char last = out.charAt(out.length() - 1);
    if (last != '{') {
      out.append(',');
    }
    out.append('"').append(name).append("\":");
  }

  /** Adds a field: a number, a flag, null, or else a text. */
  void field(String name, @Nullable Object value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else if (value instanceof Double number) {
      // JSON has no NaN, which is what some sources make of "no frame rate".
      out.append(Double.isFinite(number) ? String.format(Locale.ROOT, "%.2f", number) : "null");
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7F || Character.isSurrogate(c)) {
        // Surrogates too, because a text may hold half a pair, which UTF-8 cannot.
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
