package dev.framecast.rtsp.http;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as people and playlists write them, as HTTP takes them. */
public final class HttpUris {
  /** Beside letters and digits: what may stand for itself. */
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

  /** What is in front of the path of an absolute address. */
  private static final Pattern FRONT = Pattern.compile("(?:[a-zA-Z][\\w+.-]*:)?//[^/?]*");

  private HttpUris() {}

  /**
   * An address of http or https, absolute.
   *
   * @param description for messages
   */
  public static URI parse(String text, String description) throws SourceException {
    return required(text, null, description);
  }

  /** What a playlist or redirect names, which may be relative to where it was read. */
  public static URI resolve(URI base, String text, String description) throws SourceException {
    return required(text, base, description);
  }

  private static URI required(String text, @Nullable URI base, String description)
      throws SourceException {
    try {
      URI written = URI.create(encoded(text.strip().replaceFirst("#.*", "")));
      URI uri = base == null ? written : resolved(base, written);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Its message quotes the address.
    }
    throw new SourceException(
        Kind.UNSUPPORTED,
        description
            + ": only http and https can be opened, of a host with letters, digits, hyphens and dots"
            + " in its name");
  }

  /** By RFC 3986; the JDK goes by RFC 2396, where a query alone is of the folder. */
  private static URI resolved(URI base, URI written) {
    return written.toString().startsWith("?")
        ? URI.create(base.toString().replaceFirst("\\?.*", "") + written)
        : base.resolve(written);
  }

  private static String encoded(String text) {
    Matcher front = FRONT.matcher(text);
    int path = front.lookingAt() ? front.end() : 0;
    int query = text.indexOf('?', path) < 0 ? text.length() : text.indexOf('?', path);
    return encoded(text.substring(0, path), "[]")
        + encoded(text.substring(path, query), "")
        + encoded(text.substring(query), "[]");
  }

  private static String encoded(String text, String brackets) {
    StringBuilder out = new StringBuilder(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean legal =
          c == '%'
              ? isHex(bytes, i + 1) && isHex(bytes, i + 2)
              : LEGAL.indexOf(c) >= 0 || brackets.indexOf(c) >= 0;
      if (legal || (c < 128 && Character.isLetterOrDigit(c))) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isHex(byte[] bytes, int i) {
    return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
  }
}
