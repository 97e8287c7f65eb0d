package dev.framecast.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An http address as people write it for cameras, taken apart so that its secrets stay apart. */
final class CameraUrl {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&][^=&]*(?:pass|pwd|psw|user|usr|login|token|key|auth|secret|sig)[^=&]*=)[^&]*");

  private final URI uri;
  private final @Nullable HttpAuth auth;

  private CameraUrl(URI uri, @Nullable HttpAuth auth) {
    this.uri = uri;
    this.auth = auth;
  }

  /** Passwords are taken as they stand, also with characters that an address should not have. */
  static CameraUrl parse(String text) {
    String url = text.trim();
    int start = url.indexOf("://") + 3;
    int slash = start < 3 ? -1 : indexOfAny(url, start);
    int at = start < 3 ? -1 : url.lastIndexOf('@', slash - 1);
    String userInfo = at < start ? "" : url.substring(start, at);
    String plain = at < start ? url : url.substring(0, start) + url.substring(at + 1);
    URI uri;
    try {
      uri = new URI(plain);
    } catch (URISyntaxException e) {
      throw unusable(plain); // not with the cause: its message might quote more than it should
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw unusable(plain);
    }
    if (userInfo.isEmpty()) {
      return new CameraUrl(uri, null);
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return new CameraUrl(uri, new HttpAuth(decode(user), decode(password)));
  }

  private static int indexOfAny(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that means itself
    }
  }

  private static IllegalArgumentException unusable(String plain) {
    return new IllegalArgumentException(
        "address \""
            + redact(plain)
            + "\": must be http://host[:port]/path or https://..., with user:password@ if need be");
  }

  static String redact(String plain) {
    return SECRET.matcher(plain).replaceAll("$1***");
  }

  /** Without credentials. */
  URI uri() {
    return uri;
  }

  /** The credentials of the address, or null. */
  @Nullable HttpAuth auth() {
    return auth;
  }

  /** For people: without credentials, and without the values of query parameters that look so. */
  @Override
  public String toString() {
    return redact(uri.toString());
  }
}
