package dev.framecast.rtsp.demux;

import dev.framecast.internal.Credentials;
import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.Secrets;
import dev.framecast.internal.StreamPaths;
import dev.framecast.rtsp.wire.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream is: the URL that FFmpeg is given, with credentials, and the one for people,
 * without.
 *
 * @param scheme in lower case; {@code file} for paths
 * @param login for FFmpeg, percent-encoded: empty or {@code user:password@}
 * @param place what stands behind the login: host and target, or a path
 * @param description for the app's people, without secrets
 * @param format of a stream over HTTP: {@code hls}, {@code flv} or {@code mpegts}; of SRT and UDP
 *     {@code mpegts}, of RTMP {@code flv}; else empty, and FFmpeg finds out
 */
public record Address(
    String scheme, String login, String place, String description, String format) {
  private static final String RIGHT =
      "must be rtsp://, rtsps://, rtmp://, rtmps://, srt://, udp://, http:// or https:// with a"
          + " host, v4l2:/dev/videoN, or a file";
  private static final Set<String> NETWORK =
      Set.of("rtsp", "rtsps", "http", "https", "rtmp", "rtmps", "srt", "udp");
  private static final int RTMPS_PORT = 443;
  private static final String DEVICE = "v4l2";
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
  private static final Pattern ANY_HOST = Pattern.compile("(?i)(udp|srt)://@?(?=:\\d)");
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

  /** RTMP over TLS, for FFmpeg, where a relay does the TLS. */
  String urlBy(int port) {
    return "rtmp://" + login + "127.0.0.1:" + port + path();
  }

  boolean isRtmps() {
    return scheme.equals("rtmps");
  }

  /** What RTMP's server is told of where it was called: the address up to the application. */
  String tcUrl() {
    String[] parts = path().split("[/?]", 5); // as FFmpeg takes it apart
    String app = parts.length < 2 ? "" : parts[1];
    return scheme
        + "://"
        + place.substring(0, place.length() - path().length())
        + "/"
        + (parts.length > 3 && !parts[2].contains(":") ? app + "/" + parts[2] : app);
  }

  private String path() {
    int slash = place.indexOf('/');
    return slash < 0 ? "" : place.substring(slash);
  }

  /** Whether it is a webcam's node on Linux. */
  public boolean isDevice() {
    return scheme.equals(DEVICE);
  }

  public boolean isHttp() {
    return scheme.startsWith("http");
  }

  /** Whether it is a stream over HTTP for which we are the client, and not FFmpeg. */
  public boolean isHttpStream() {
    return isHttp() && !format.isEmpty();
  }

  public boolean isHls() {
    return isHttpStream() && format.equals("hls");
  }

  /** Whether there is no end, whatever the stream says of its length. */
  boolean isLive() {
    return isRtsp() || isDevice() || isDatagrams() || isRtmp();
  }

  boolean isRtmp() {
    return scheme.startsWith("rtmp");
  }

  boolean isSrt() {
    return scheme.equals("srt");
  }

  boolean isTransportStream() {
    return format.equals("mpegts");
  }

  /** Whether MPEG-TS comes in datagrams. */
  boolean isDatagrams() {
    return scheme.equals("srt") || scheme.equals("udp");
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  public boolean isRtsp() {
    return scheme.startsWith("rtsp");
  }

  /** For our own clients, and for their TLS. */
  Target target() {
    int at = login.isEmpty() ? -1 : login.indexOf(':');
    NetworkAddress parts = NetworkAddress.parse(scheme + "://" + place, NETWORK, RIGHT);
    return new Target(
        scheme.equals("rtsps") || isRtmps(),
        parts.host(),
        isRtmps() && parts.port() < 0 ? RTMPS_PORT : parts.port(),
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
    return isHls() ? "hls" : isRtsp() ? "rtsp" : scheme.replaceFirst("(?<=http|rtmp)s$", "");
  }

  /** The same with user and password, which are given as they are. */
  public Address withCredentials(String user, String password) {
    if (isFile() || isDevice() || isDatagrams()) {
      String what = isFile() ? "a file" : isDevice() ? "a webcam" : scheme;
      throw new IllegalArgumentException(description + ": " + what + " takes no credentials");
    }
    if (!login.isEmpty()) {
      throw new IllegalArgumentException(
          description + ": has credentials in the address, and others beside it; give one");
    }
    return new Address(scheme, login(user, password, description), place, description, format);
  }

  /**
   * The same as a stream of that format, whatever its path ends in.
   *
   * @throws IllegalArgumentException unless it is an http address
   */
  public Address withFormat(String other) {
    if (!isHttp()) {
      throw new IllegalArgumentException(
          description + ": a format can be set of http and https addresses alone");
    }
    return new Address(scheme, login, place, description, other);
  }

  /** User and password for our own client; null if there are none. */
  public @Nullable Credentials credentials() {
    if (login.isEmpty()) {
      return null;
    }
    int colon = login.indexOf(':');
    return new Credentials(
        decoded(login.substring(0, colon)),
        decoded(login.substring(colon + 1, login.length() - 1)));
  }

  private static Address remote(String text) {
    NetworkAddress address = NetworkAddress.parse(anyHost(text), NETWORK, RIGHT);
    boolean datagrams = address.scheme().equals("srt") || address.scheme().equals("udp");
    String user = address.user();
    if (datagrams) {
      requireDatagrams(address);
    }
    // The query of SRT may name streams and users in ways that nobody can tell from secrets.
    String shown = datagrams ? address.scheme() + "://" + address.hostPort() : address.toString();
    return new Address(
        address.scheme(),
        user == null ? "" : login(user, address.password(), shown),
        address.hostPort() + address.target(),
        shown,
        format(address));
  }

  /** Others write {@code udp://@:5000} and {@code srt://:9000} for all addresses of the machine. */
  private static String anyHost(String text) {
    Matcher any = ANY_HOST.matcher(text);
    if (any.lookingAt()) {
      return any.group(1) + "://0.0.0.0" + text.substring(any.end());
    }
    return text.regionMatches(true, 0, "udp://@", 0, 7) ? "udp://" + text.substring(7) : text;
  }

  private static void requireDatagrams(NetworkAddress address) {
    String scheme = address.scheme();
    if (address.user() != null) {
      throw new IllegalArgumentException(
          "the " + scheme + ":// address has user or password, which " + scheme + " has not");
    }
    if (address.port() < 0) {
      throw new IllegalArgumentException(
          "the " + scheme + ":// address has no port: must be " + scheme + "://host:port");
    }
  }

  private static String format(NetworkAddress address) {
    return switch (address.scheme()) {
      case "srt", "udp" -> "mpegts";
      case "rtmp", "rtmps" -> "flv";
      case "http", "https" -> StreamPaths.format(address.path());
      default -> "";
    };
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
    return new Address(DEVICE, "", path, path, "");
  }

  private static Address file(String path) {
    return new Address("file", "", path, Secrets.hide(path), "");
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
