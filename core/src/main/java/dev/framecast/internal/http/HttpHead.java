package dev.framecast.internal.http;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer, as cameras write it: lines without a name are passed over, blanks around
 * names and values do not count, lines may be folded, and what is said twice counts as it was said
 * first. Texts have a character for each byte. Immutable.
 */
public final class HttpHead {
  private static final Pattern STATUS_LINE =
      Pattern.compile(
          "(?:HTTP(?:/(\\d{1,3}(?:\\.\\d{1,3})?))?|ICY)\\s+(\\d{3})(?!\\d).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What programs on cameras begin with that forget the status line. */
  private static final Pattern FIRST_HEADER =
      Pattern.compile(
          "(?:content-type|content-length|server|date|cache-control|pragma|connection)\\s*:.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final int status;
  private final boolean keepsAlive;
  private final List<Header> headers;

  private record Header(String name, String value) {}

  private HttpHead(int status, boolean keepsAlive, List<Header> headers) {
    this.status = status;
    this.keepsAlive = keepsAlive;
    this.headers = headers;
  }

  /** Of an answer that begins with its body, as in HTTP/0.9. */
  public static HttpHead none() {
    return new HttpHead(200, false, List.of());
  }

  /**
   * Reads a head.
   *
   * @param lines without their ends, and without the empty one
   * @throws ProtocolException when it is none; the message does not quote it
   */
  public static HttpHead parse(List<String> lines) throws ProtocolException {
    Matcher first = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0).strip());
    boolean proper = first.matches();
    if (!proper && (lines.isEmpty() || !FIRST_HEADER.matcher(lines.get(0)).matches())) {
      throw new ProtocolException("no status line");
    }
    List<Header> headers = headers(proper ? lines.subList(1, lines.size()) : lines);
    String version = proper ? first.group(1) : null;
    HttpHead head = new HttpHead(proper ? Integer.parseInt(first.group(2)) : 200, false, headers);
    String connection = String.join(",", head.all("Connection")).toLowerCase(Locale.ROOT);
    boolean keepsAlive =
        "1.1".equals(version) ? !connection.contains("close") : connection.contains("keep-alive");
    return new HttpHead(head.status, proper && keepsAlive, headers);
  }

  private static List<Header> headers(List<String> lines) {
    List<Header> headers = new ArrayList<>();
    for (String line : lines) {
      int last = headers.size() - 1;
      int colon = line.indexOf(':');
      if (line.startsWith(" ") || line.startsWith("\t")) {
        if (last >= 0) { // the rest of the header before
          Header before = headers.get(last);
          headers.set(last, new Header(before.name, (before.value + " " + line.strip()).strip()));
        }
      } else if (colon > 0) {
        headers.add(
            new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    return List.copyOf(headers);
  }

  public int status() {
    return status;
  }

  /** All values of a header, by its name in any case. */
  public List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name.equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The first value of a header that is not empty; null if there is none. */
  public @Nullable String first(String name) {
    return all(name).stream().filter(value -> !value.isEmpty()).findFirst().orElse(null);
  }

  /** The whole Content-Type; of several, that of a multipart stream. Null if there is none. */
  public @Nullable String contentType() {
    return all("Content-Type").stream()
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/"))
        .findFirst()
        .orElse(first("Content-Type"));
  }

  /** Type and subtype in lower case; empty if there is none. */
  public String mediaType() {
    String type = contentType();
    return type == null ? "" : type.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the answer is one picture, and not a stream of them. */
  public boolean isPicture() {
    String type = mediaType();
    return type.matches("image/(jpeg|jpg|pjpeg|x-jpeg)")
        || ((type.isEmpty() || type.equals("application/octet-stream")) && contentLength() > 0);
  }

  /** Whether the answer may be a stream of pictures. */
  public boolean isStream() {
    String type = mediaType();
    return type.isEmpty()
        || type.startsWith("multipart/")
        || type.equals("application/octet-stream")
        || type.matches("(video|image)/(x-)?(m-?jpeg|mjpg|motion-?jpeg)");
  }

  /** The length of the body that is announced; -1 if none is that a camera's picture can have. */
  public long contentLength() {
    String length = first("Content-Length");
    return length != null && length.matches("\\d{1,8}") ? Long.parseLong(length) : -1;
  }

  public boolean isChunked() {
    return all("Transfer-Encoding").stream()
        .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"));
  }

  /** Whether the body is packed in a way that was not asked for. */
  public boolean isCompressed() {
    return all("Content-Encoding").stream()
        .map(coding -> coding.toLowerCase(Locale.ROOT))
        .anyMatch(coding -> coding.matches(".*\\b(gzip|deflate|br|zstd|compress)\\b.*"));
  }

  /** Whether another request may follow over the same connection. */
  public boolean keepsAlive() {
    return keepsAlive;
  }
}
