package dev.framecast.rtsp.http;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses as people and playlists write them, as HTTP takes them. */
public final class HttpUris {
  /** Beside letters and digits: what may stand for itself. */
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?%[]";

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
      URI uri = base == null ? written : base.resolve(written);
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
            + ": only http and https can be opened, of a host with letters, digits, '-' and '.' in its"
            + " name");
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
