package dev.framecast.rtsp.demux;

import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.Secrets;
import dev.framecast.rtsp.wire.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream is: the URL that FFmpeg is given, with credentials, and the one for people,
 * without.
 *
 * @param scheme in lower case; {@code file} for paths
 * @param login for FFmpeg, percent-encoded: empty or {@code user:password@}
 * @param place what stands behind the login: host and target, or a path
 * @param description for the app's people, without secrets
 */
public record Address(String scheme, String login, String place, String description) {
  private static final String RIGHT =
      "must be rtsp://, rtsps://, http:// or https:// with a host, v4l2:/dev/videoN, or a file";
  private static final Set<String> NETWORK = Set.of("rtsp", "rtsps", "http", "https");
  private static final String DEVICE = "v4l2";
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
  // FFmpeg's RTSP client keeps user:password in a buffer of 128 bytes and cuts the rest off.
  private static final int MAX_CREDENTIALS = 127;

  public static Address parse(String uri) {
    String text = uri.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the address is empty: " + RIGHT);
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("the address has control characters in it");
    }
    Matcher parts = SCHEME.matcher(text);
    if (!parts.matches()) {
      return file(text);
    }
    if (parts.group(1).equalsIgnoreCase(DEVICE)) {
      return device(parts.group(2));
    }
    return parts.group(1).equalsIgnoreCase("file") ? file(path(parts.group(2))) : remote(text);
  }

  /** For FFmpeg, with credentials. */
  String url() {
    if (isDevice()) {
      return place;
    }
    return isFile() ? "file:" + place : scheme + "://" + login + place;
  }

  /** Whether it is a webcam's node on Linux. */
  public boolean isDevice() {
    return scheme.equals(DEVICE);
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  public boolean isRtsp() {
    return scheme.startsWith("rtsp");
  }

  /** Of RTSP, for our own client. */
  Target target() {
    int at = login.isEmpty() ? -1 : login.indexOf(':');
    NetworkAddress parts = NetworkAddress.parse(scheme + "://" + place, NETWORK, RIGHT);
    return new Target(
        scheme.equals("rtsps"),
        parts.host(),
        parts.port(),
        parts.target(),
        at < 0 ? null : decoded(login.substring(0, at)),
        at < 0 ? "" : decoded(login.substring(at + 1, login.length() - 1)),
        description);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** For strangers. */
  public String kind() {
    if (isDevice()) {
      return "webcam";
    }
    return isFile() ? "file" : isRtsp() ? "rtsp" : "http";
  }

  /** The same with user and password, which are given as they are. */
  public Address withCredentials(String user, String password) {
    if (isFile() || isDevice()) {
      String what = isFile() ? "a file" : "a webcam";
      throw new IllegalArgumentException(description + ": " + what + " takes no credentials");
    }
    if (!login.isEmpty()) {
      throw new IllegalArgumentException(
          description + ": has credentials in the address, and others beside it; give one");
    }
    return new Address(scheme, login(user, password, description), place, description);
  }

  private static Address remote(String text) {
    NetworkAddress address = NetworkAddress.parse(text, NETWORK, RIGHT);
    String shown = address.toString();
    String user = address.user();
    return new Address(
        address.scheme(),
        user == null ? "" : login(user, address.password(), shown),
        address.hostPort() + address.target(),
        shown);
  }

  private static String login(String user, String password, String description) {
    String login = encoded(user) + ":" + encoded(password);
    if (login.length() > MAX_CREDENTIALS) {
      throw new IllegalArgumentException(
          description + ": user and password are longer than FFmpeg's 127 bytes");
    }
    return login + "@";
  }

  private static Address device(String path) {
    if (!path.startsWith("/") || path.startsWith("//") || path.length() == 1) {
      throw new IllegalArgumentException(
          "a v4l2 address must be v4l2: and the path of a device, such as v4l2:/dev/video2");
    }
    return new Address(DEVICE, "", path, path);
  }

  private static Address file(String path) {
    return new Address("file", "", path, Secrets.hide(path));
  }

  /** The path of a file: URI, of which there are file:/x, file:///x and file:x. */
  private static String path(String rest) {
    String path = rest.startsWith("//") ? rest.substring(2) : rest;
    if (path.isEmpty()) {
      throw new IllegalArgumentException("file:" + rest + ": names no file");
    }
    return path.matches("/[A-Za-z]:[/\\\\].*") ? path.substring(1) : path;
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-._~!$'()*,;=".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** Never the URL: it holds credentials. */
  @Override
  public String toString() {
    return description;
  }
}
