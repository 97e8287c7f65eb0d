package dev.framecast.capture;

import java.util.regex.Pattern;

/**
 * The last guard over credentials. Sources keep them out of what they say; but a source is
 * anybody's code, and exceptions from deeper down quote whole addresses.
 */
final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s\"'<>]*@");

  private static final Pattern QUERY_VALUE =
      Pattern.compile(
          "(?i)(?<=[?&])([^=&\\s]*(?:pass|pwd|psw|user|usr|login|token|key|auth|secret|sig)[^=&\\s]*=)[^&\\s\"'<>]*");

  private Secrets() {}

  /** The text without user:password@ and without the values of queries that look like secrets. */
  static String hide(String text) {
    if (text.indexOf('@') < 0 && text.indexOf('=') < 0) {
      return text;
    }
    String noUser = USER_INFO.matcher(text).replaceAll("");
    return QUERY_VALUE.matcher(noUser).replaceAll("$1***");
  }
}
