package dev.framecast.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream is: the URL that FFmpeg is given, with credentials, and the one for people,
 * without.
 *
 * <p>Not read with {@link java.net.URI}, because the addresses that people copy from their cameras'
 * manuals have passwords with {@code @}, {@code #} and {@code %} in them. What a host may be is
 * checked so strictly because of those: a password with a slash would otherwise pass for a path,
 * and be shown.
 *
 * @param scheme in lower case; {@code file} for paths
 * @param url for FFmpeg, with credentials
 * @param description for people, without
 */
record Address(String scheme, String url, String description) {
  private static final String RIGHT =
      "must be rtsp://, rtsps://, http:// or https:// with a host, or a file";
  private static final Set<String> NETWORK = Set.of("rtsp", "rtsps", "http", "https");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");
  private static final Pattern REMOTE =
      Pattern.compile("//(?:([^/?]*)@)?([^/?#@]+)([/?][^#]*)?(#.*)?");
  private static final Pattern HOST =
      Pattern.compile("(?:[\\p{L}\\p{N}._~-]+|\\[[0-9A-Fa-f:.%a-z]+])(?::(\\d{1,5}))?");
  private static final String SECRET =
      "([^/?&;=]*(?:user|usr|login|pass|pwd|psw|token|secret|auth|key|sig|credential)[^/?&;=]*)=";
  private static final Pattern PATH_SECRET =
      Pattern.compile(SECRET + "[^/?&;]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUERY_SECRET =
      Pattern.compile(SECRET + "[^&;]*", Pattern.CASE_INSENSITIVE);
  // FFmpeg's RTSP client keeps user:password in a buffer of 128 bytes and cuts the rest off.
  private static final int MAX_CREDENTIALS = 127;

  static Address parse(String uri) {
    String text = uri.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the address is empty: " + RIGHT);
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException(masked(text) + ": has control characters in it");
    }
    Matcher parts = SCHEME.matcher(text);
    if (!parts.matches()) {
      return file(text);
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      return file(path(parts.group(2)));
    }
    if (!NETWORK.contains(scheme)) {
      throw new IllegalArgumentException(masked(text) + ": " + RIGHT + ", not " + scheme + ":");
    }
    return remote(scheme, parts.group(2), text);
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  boolean isRtsp() {
    return scheme.startsWith("rtsp");
  }

  /** The same with user and password, which are given as they are. */
  Address withCredentials(String user, String password) {
    if (isFile()) {
      throw new IllegalArgumentException(description + ": a file takes no credentials");
    }
    int host = scheme.length() + 3;
    if (url.indexOf('@', host) >= 0 && REMOTE.matcher(url.substring(host - 2)).matches()) {
      Matcher parts = REMOTE.matcher(url.substring(host - 2));
      if (parts.matches() && parts.group(1) != null) {
        throw new IllegalArgumentException(
            description + ": has credentials in the address, and others beside it; give one");
      }
    }
    String login = encoded(user) + ":" + encoded(password);
    if (login.length() > MAX_CREDENTIALS) {
      throw new IllegalArgumentException(
          description + ": user and password are longer than FFmpeg's 127 bytes");
    }
    return new Address(
        scheme, url.substring(0, host) + login + "@" + url.substring(host), description);
  }

  private static Address remote(String scheme, String rest, String text) {
    Matcher parts = REMOTE.matcher(rest);
    if (!parts.matches()) {
      throw new IllegalArgumentException(masked(text) + ": " + RIGHT);
    }
    Matcher host = HOST.matcher(parts.group(2));
    if (!host.matches() || (host.group(1) != null && !isPort(Integer.parseInt(host.group(1))))) {
      throw new IllegalArgumentException(
          masked(text)
              + ": the host must be a name or address, with a port of 1 to 65535 if any;"
              + " give a password with special characters by credentials(user, password)");
    }
    String tail = parts.group(3) == null ? "" : parts.group(3);
    String login = parts.group(1) == null ? "" : parts.group(1) + "@";
    if (login.length() > MAX_CREDENTIALS + 1) {
      throw new IllegalArgumentException(
          scheme + "://" + host.group() + ": credentials longer than FFmpeg's 127 bytes");
    }
    return new Address(
        scheme,
        scheme + "://" + login.replace("#", "%23") + host.group() + tail,
        scheme + "://" + host.group() + withoutSecrets(tail));
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65_535;
  }

  private static Address file(String path) {
    return new Address("file", "file:" + path, path);
  }

  /** The path of a file: URI, of which there are file:/x, file:///x and file:x. */
  private static String path(String rest) {
    String path = rest.startsWith("//") ? rest.substring(2) : rest;
    if (path.isEmpty()) {
      throw new IllegalArgumentException("file:" + rest + ": names no file");
    }
    return path.matches("/[A-Za-z]:[/\\\\].*") ? path.substring(1) : path;
  }

  private static String withoutSecrets(String tail) {
    int query = tail.indexOf('?');
    String path = query < 0 ? tail : tail.substring(0, query);
    String shown = PATH_SECRET.matcher(path).replaceAll("$1=***");
    if (query >= 0) {
      shown += QUERY_SECRET.matcher(tail.substring(query)).replaceAll("$1=***");
    }
    return shown;
  }

  /** An address that was not understood, so without anything that could be a secret. */
  private static String masked(String text) {
    int authority = text.indexOf("://");
    int login = text.lastIndexOf('@');
    String shown =
        login < 0
            ? text
            : (authority < 0 ? "" : text.substring(0, authority + 3))
                + "***@"
                + text.substring(login + 1);
    return "'" + withoutSecrets(shown) + "'";
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
