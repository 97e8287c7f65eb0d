package dev.framecast.rtsp.wire;

import dev.framecast.internal.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response or request as it came.
 *
 * @param start the first line
 * @param headers names in lower case and values, one after the other
 * @param body ISO-8859-1, byte by byte
 */
public record Message(String start, List<String> headers, String body) {
  private static final Pattern STATUS =
      Pattern.compile("(?is)\\s*(RTSP|HTTP)/\\s*[0-9.]+\\s+(\\d{3})\\b.*");

  /** Reads header lines: names in any case, blanks around the colon, folded lines. */
  public static Message of(List<String> lines, String body) {
    List<String> headers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        headers.add(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
        headers.add(line.substring(colon + 1).strip());
      } else if (!headers.isEmpty() && colon != 0 && Character.isWhitespace(line.charAt(0))) {
        int last = headers.size() - 1;
        headers.set(last, headers.get(last) + " " + line.strip());
      }
    }
    return new Message(lines.get(0), List.copyOf(headers), body);
  }

  public Message withBody(String text) {
    return new Message(start, headers, text);
  }

  /** 0 if this is a request. */
  public int status() {
    Matcher matcher = STATUS.matcher(start);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }

  public boolean isHttp() {
    return start.regionMatches(true, 0, "HTTP/", 0, 5);
  }

  public String method() {
    return start.strip().split("\\s+", 2)[0];
  }

  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equals(name)) {
        values.add(headers.get(i + 1));
      }
    }
    return values;
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The number that the header begins with, or that other one. */
  public long number(String name, long otherwise) {
    String digits = first(name).orElse("").replaceFirst("(?s)[^0-9].*", "");
    return digits.isEmpty() || digits.length() > 9 ? otherwise : Long.parseLong(digits);
  }

  /** For logs: without credentials. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < headers.size(); i += 2) {
      text.append(" | ").append(headers.get(i)).append(": ").append(headers.get(i + 1));
    }
    return Secrets.hide(text + (body.isEmpty() ? "" : " | " + body.replaceAll("[\\r\\n]+", " | ")));
  }
}
