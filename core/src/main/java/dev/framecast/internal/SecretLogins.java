package dev.framecast.internal;

import java.util.regex.Pattern;

/** Takes {@code user:password@} out of any text, whatever the password has in it. */
final class SecretLogins {
  private static final String MARK = "://";
  private static final String MASK = "***";

  /** A user and a colon behind which there is no port. */
  private static final Pattern USER =
      Pattern.compile("[^\\s:/?#@\\[]{0,256}+:(?!\\d{1,5}(?:[/?#\\s,;:)'\"]|$))\\S");

  private static final Pattern ENCODED =
      Pattern.compile("(?<=%3A%2F%2F)[^\\s&]*%40", Pattern.CASE_INSENSITIVE);

  /** Without a scheme, and unless it is the advice to write one. */
  private static final Pattern BARE =
      Pattern.compile(
          "(?<![^\\s\"'<>=,(])(?!user:password@(?:\\s|$))[^\\s:/@\"'<>=,(]{1,256}+:[^\\s@/]\\S*@");

  /** Of an address of which files' names have left one slash, or that has no scheme. */
  private static final Pattern SLASHED =
      Pattern.compile(
          "(?<=[A-Za-z]:/|(?<![^\\s\"'<>=,(])//)(?!/)[^\\s:/@\"'<>=,(]{1,256}+:[^\\s@/]\\S*@");

  private SecretLogins() {}

  static String hide(String text) {
    String hidden = text;
    if (hidden.indexOf('@') >= 0) {
      hidden = BARE.matcher(withScheme(hidden)).replaceAll("");
      hidden = SLASHED.matcher(hidden).replaceAll("");
    }
    return hidden.indexOf('%') < 0 ? hidden : ENCODED.matcher(hidden).replaceAll("");
  }

  private static String withScheme(String text) {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (int mark = text.indexOf(MARK); mark >= 0; mark = text.indexOf(MARK, copied)) {
      int start = mark + MARK.length();
      out.append(text, copied, start);
      copied = Math.max(start, endOfLogin(text, start));
      if (endsInSecret(text.substring(start, copied))) {
        out.append(MASK);
        copied = SecretParameters.endOfValue(text, copied);
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** Whether what was taken for a login is an address up to an @ in the value of a parameter. */
  private static boolean endsInSecret(String login) {
    int target = 0;
    while (target < login.length() && "/?".indexOf(login.charAt(target)) < 0) {
      target++;
    }
    return SecretParameters.hide(login.substring(target)).endsWith(MASK);
  }

  /** Behind the last @ of the word, or where there is a password with blanks in it, of the line. */
  private static int endOfLogin(String text, int start) {
    int end = lastAt(text, start, endOfWord(text, start));
    if (USER.matcher(text).region(start, text.length()).lookingAt()) {
      int next = text.indexOf(MARK, start);
      int line = text.indexOf('\n', start);
      int limit = Math.min(next < 0 ? text.length() : next, line < 0 ? text.length() : line);
      end = Math.max(end, lastAt(text, start, limit));
    }
    return end;
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int lastAt(String text, int start, int end) {
    return start + text.substring(start, Math.max(start, end)).lastIndexOf('@') + 1;
  }
}
