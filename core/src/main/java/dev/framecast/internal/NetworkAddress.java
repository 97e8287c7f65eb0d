package dev.framecast.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a camera in a network, as people write it, taken apart so that its secrets stay
 * apart.
 *
 * <p>Not read with {@link java.net.URI}, because passwords have characters in them that an address
 * should not have. Where these make it unclear what is the password and what the path, the address
 * is refused, and not quoted: {@code rtsp://admin:2024/Secret@host/} would otherwise be port 2024
 * of a host {@code admin}, and the rest of the password its path.
 *
 * @param scheme in lower case
 * @param user decoded; null where the address has no credentials
 * @param password decoded; empty where there is none
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or -1 where the address has none
 * @param path as it was written, but for blanks, which are %20 in all of these: empty, or from the
 *     first slash on
 * @param query as it was written, behind the question mark; null where there is none
 * @param fragment as it was written, behind the hash; null where there is none
 */
public record NetworkAddress(
    String scheme,
    @Nullable String user,
    String password,
    String host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {
  /** How credentials are written into an address, for messages that say what would be right. */
  public static final String CREDENTIALS =
      "with user:password@ before the host if need be; in these, @ is %40, / is %2F, ? is %3F,"
          + " # is %23 and a blank is %20";

  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,31}):(?://(.*))?", Pattern.DOTALL);
  private static final Pattern HOST_PORT =
      Pattern.compile("([\\p{L}\\p{N}._~-]++|\\[[0-9A-Fa-f:.%a-z]++])(?::(\\d{1,5}))?");
  private static final String ADVICE =
      "percent-encode the password (@ as %40, / as %2F, ? as %3F, # as %23), or give it by"
          + " credentials(user, password)";

  /**
   * Takes an address apart.
   *
   * @param schemes those that can be used, in lower case
   * @param right what would be right, for messages, such as "must be http://host/path"
   * @throws IllegalArgumentException when it is none; the message holds nothing that may be a
   *     secret
   */
  public static NetworkAddress parse(String text, Set<String> schemes, String right) {
    String address = text.strip();
    Matcher start = SCHEME.matcher(address);
    String rest = start.matches() ? start.group(2) : null;
    if (rest == null) {
      throw new IllegalArgumentException(
          (address.isEmpty() ? "the address is empty: " : "the address has no scheme://: ")
              + right);
    }
    String scheme = start.group(1).toLowerCase(Locale.ROOT);
    int end = endOfAuthority(rest);
    String tail = rest.substring(end);
    if (tail.indexOf('@') >= 0) {
      throw unclear(scheme, "has an @ behind the beginning of its path");
    }
    int at = rest.lastIndexOf('@', end);
    Matcher host = HOST_PORT.matcher(rest.substring(at + 1, end));
    int port = host.matches() && host.group(2) != null ? Integer.parseInt(host.group(2)) : -1;
    if (!host.matches() || port == 0 || port > 65_535) {
      throw unclear(
          scheme,
          "must have a host, a name or address, with a port of 1 to 65535 if any (not quoted here,"
              + " lest it be a password); "
              + right);
    }
    if (tail.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw unclear(scheme, "has control characters in it; encode them");
    }
    String login = at < 0 ? "" : rest.substring(0, at);
    if (login.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw unclear(scheme, "has control characters in its credentials");
    }
    if (!schemes.contains(scheme)) {
      throw new IllegalArgumentException(
          "address \""
              + Secrets.hide(scheme + "://" + host.group() + tail.replace(" ", "%20"))
              + "\": "
              + right);
    }
    // A request's line ends at a blank, and so does what is masked in messages.
    return of(scheme, login, host.group(1), port, tail.replace(" ", "%20"));
  }

  private static NetworkAddress of(
      String scheme, String login, String host, int port, String tail) {
    int colon = login.indexOf(':');
    int hash = tail.indexOf('#');
    String target = hash < 0 ? tail : tail.substring(0, hash);
    int mark = target.indexOf('?');
    return new NetworkAddress(
        scheme,
        login.isEmpty() ? null : decoded(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? "" : decoded(login.substring(colon + 1)),
        host,
        port,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? null : target.substring(mark + 1),
        hash < 0 ? null : tail.substring(hash + 1));
  }

  private static int endOfAuthority(String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static IllegalArgumentException unclear(String scheme, String what) {
    return new IllegalArgumentException(
        "the "
            + scheme
            + ":// address "
            + what
            + "; for a password with such characters: "
            + ADVICE);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that means itself
    }
  }

  /** Host and port as in the address. */
  public String hostPort() {
    return port < 0 ? host : host + ":" + port;
  }

  /** Path and query as in the address. */
  public String target() {
    return query == null ? path : path + "?" + query;
  }

  /** The address without its credentials and its fragment; its query may still hold secrets. */
  public String withoutCredentials() {
    return scheme + "://" + hostPort() + target();
  }

  /** For the app's own eyes: without credentials, also without those in the query or path. */
  @Override
  public String toString() {
    return Secrets.hide(withoutCredentials());
  }
}
