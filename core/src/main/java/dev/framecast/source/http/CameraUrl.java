package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.internal.Credentials;
import dev.framecast.internal.NetworkAddress;
import java.net.IDN;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An http address as people write it for cameras, taken apart so that its secrets stay apart. What
 * HTTP does not allow in an address is percent-encoded; what is encoded already stays as it is.
 */
final class CameraUrl {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String RIGHT =
      "must be http://host[:port]/path or https://..., with user:password@ if need be";

  /** Beside letters and digits: what may stand for itself, and brackets, as browsers have it. */
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?[]";

  private final NetworkAddress address;
  private final String host;
  private final String target;

  private CameraUrl(NetworkAddress address, String host, String target) {
    this.address = address;
    this.host = host;
    this.target = target;
  }

  /** Passwords are taken as they stand where it is clear that they are passwords. */
  static CameraUrl parse(String text) {
    NetworkAddress address = NetworkAddress.parse(text, SCHEMES, RIGHT);
    String target = new String(address.target().getBytes(UTF_8), ISO_8859_1);
    return of(address, encoded(target));
  }

  private static CameraUrl of(NetworkAddress address, String target) {
    String host = address.host();
    try {
      host = host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      // Not with the cause: its message might quote more than it should.
      throw new IllegalArgumentException("address \"" + address + "\": " + RIGHT);
    }
    return new CameraUrl(address, host, target.startsWith("/") ? target : "/" + target);
  }

  /**
   * Where a redirect leads to.
   *
   * @param location as the camera sent it: a character for each byte
   * @throws IllegalArgumentException when that is nowhere; the message is for nobody
   */
  CameraUrl resolve(String location) {
    int end = location.indexOf('#');
    String there = (end < 0 ? location : location.substring(0, end)).strip();
    if (there.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("control characters");
    }
    if (there.startsWith("//")) {
      there = address.scheme() + ":" + there;
    }
    if (there.matches("(?i)https?:.*")) {
      int path = there.matches("(?i)https?://.*") ? indexOfTarget(there) : there.length();
      NetworkAddress other = NetworkAddress.parse(there.substring(0, path), SCHEMES, RIGHT);
      return of(other, encoded(there.substring(path)));
    }
    String base = target.split("\\?", 2)[0];
    if (there.startsWith("?")) {
      there = base + there;
    } else if (!there.startsWith("/")) {
      there = base.substring(0, base.lastIndexOf('/') + 1) + there;
    }
    return new CameraUrl(address, host, encoded(withoutDots(there)));
  }

  private static int indexOfTarget(String url) {
    int at = url.indexOf("://") + 3;
    while (at < url.length() && "/?".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** RFC 3986, 5.2.4. */
  private static String withoutDots(String target) {
    String[] parts = target.split("\\?", 2);
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = parts[0].split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (!dots || i == segments.length - 1) {
        kept.addLast(dots ? "" : segments[i]);
      }
    }
    return "/" + String.join("/", kept) + (parts.length < 2 ? "" : "?" + parts[1]);
  }

  /** Of a text with a character for each byte. */
  private static String encoded(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      boolean legal = c < 128 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0);
      if (legal || (c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2))) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c));
      }
    }
    return out.toString();
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit & 15, 16));
  }

  boolean isSecure() {
    return address.scheme().equals("https");
  }

  /** To be looked up: a name, or a literal without brackets. */
  String host() {
    return host.startsWith("[")
        ? host.substring(1, host.length() - 1).replaceFirst("%25(?=.)", "%")
        : host;
  }

  int port() {
    return address.port() >= 0 ? address.port() : isSecure() ? 443 : 80;
  }

  /** Path and query, in ASCII; from the first slash on. */
  String target() {
    return target;
  }

  /** What the Host header says: no port that goes without saying, no zone of this machine. */
  String authority() {
    String name = host.startsWith("[") ? host.replaceFirst("%.*]", "]") : host;
    return port() == (isSecure() ? 443 : 80) ? name : name + ":" + port();
  }

  /** The same port, too, save for the step from http to https where both are the usual ones. */
  boolean isSameHost(CameraUrl other) {
    return host.equalsIgnoreCase(other.host)
        && (port() == other.port() || (port() == 80 && other.port() == 443));
  }

  /** Whether a connection to one is a connection to the other. */
  boolean isSameServer(CameraUrl other) {
    return isSecure() == other.isSecure()
        && host.equalsIgnoreCase(other.host)
        && port() == other.port();
  }

  /** The credentials of the address, or null. */
  @Nullable Credentials auth() {
    String user = address.user();
    return user == null ? null : new Credentials(user, address.password());
  }

  /** For people: without credentials, and without the values of parameters that look so. */
  @Override
  public String toString() {
    return address.toString();
  }
}
