package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The boundary between parts, and the lines that hold it (delimiters), as cameras really write
 * them.
 *
 * <p>Dashes prove nothing: some cameras give {@code boundary=--foo} and send {@code --foo}, others
 * give it and send {@code ----foo}, and with some the last ones belong to the boundary.
 */
final class Boundary {
  private static final Pattern PARAMETER =
      Pattern.compile("boundary\\s*=\\s*(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What may stand behind a boundary in its line: a header, where a line end was forgotten. */
  private static final int LONGEST_REST = 512;

  /** Two dashes, and the boundary without the dashes around it. */
  private final byte[] dashed;

  private Boundary(String core) {
    this.dashed = ("--" + core).getBytes(ISO_8859_1);
  }

  /** The one that a Content-Type announces; null if it announces none. */
  static @Nullable Boundary of(@Nullable String contentType) {
    Matcher parameter = PARAMETER.matcher(contentType == null ? "" : contentType);
    if (!parameter.find()) {
      return null;
    }
    String value = parameter.group(1).trim();
    char quote = value.isEmpty() ? 0 : value.charAt(0);
    if (quote == '"' || quote == '\'') {
      int end = value.indexOf(quote, 1);
      return ofLine(end < 0 ? value.substring(1) : value.substring(1, end));
    }
    int semicolon = value.indexOf(';');
    return ofLine(semicolon < 0 ? value : value.substring(0, semicolon));
  }

  /** The one in a delimiter that has nothing else in its line; null if it is none. */
  static @Nullable Boundary ofLine(String line) {
    String core = withoutDashes(line.trim());
    return core.isEmpty() ? null : new Boundary(core);
  }

  private static String withoutDashes(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '-') {
      from++;
    }
    while (from < to && text.charAt(to - 1) == '-') {
      to--;
    }
    return text.substring(from, to).trim();
  }

  /**
   * The first delimiter that begins between two indexes and whose line is complete, or -1. It need
   * not stand at the beginning of a line: what is in front of it may be the end of a JPEG.
   */
  int find(StreamBuffer buffer, int from, int to) {
    int at = buffer.indexOf(dashed, from, to);
    while (at >= 0 && rest(buffer, at) == null) {
      at = buffer.indexOf(dashed, at + 1, to);
    }
    return at;
  }

  /**
   * What follows the boundary in the line of a delimiter at an index, without dashes: a header or
   * nothing; null if it is something else, so that this is no delimiter, or not there yet.
   */
  @Nullable String rest(StreamBuffer buffer, int at) {
    int from = at + dashed.length;
    int end = buffer.indexOf((byte) '\n', from, from + LONGEST_REST);
    if (end < 0) {
      return null;
    }
    String rest = buffer.text(from, end).trim();
    int dashes = 0;
    while (dashes < rest.length() && rest.charAt(dashes) == '-') {
      dashes++;
    }
    rest = rest.substring(dashes).trim();
    return rest.isEmpty() || PartHeaders.isHeader(rest) ? rest : null;
  }
}
