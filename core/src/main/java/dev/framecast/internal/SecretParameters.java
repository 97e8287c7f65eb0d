package dev.framecast.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the values of parameters that look like secrets, wherever an address may have them: in
 * queries, in lists with semicolons, and in paths such as {@code /user=admin_password=x_channel=1};
 * percent-encoded ones too, as in an address within an address.
 *
 * <p>A value is taken to run to the next ampersand or blank, since a password may have anything
 * else in it. So more is masked than need be, and not less.
 */
final class SecretParameters {
  private static final String MASK = "***";

  private static final List<String> ANYWHERE =
      List.of(
          "pass",
          "pwd",
          "psw",
          "pword",
          "user",
          "usr",
          "login",
          "logon",
          "token",
          "auth",
          "secret",
          "signature",
          "session",
          "cred",
          "account",
          "digest",
          "ticket",
          "bearer",
          "accesscode",
          "pincode",
          "contrase",
          "kennwort",
          "senha",
          "wachtwoord");

  private static final List<String> AT_THE_END =
      List.of("key", "sig", "sid", "streamid", "pw", "sess", "hash", "md5", "psk", "jwt");

  /** Parts of other words, so only as words of their own. */
  private static final Set<String> WORDS = Set.of("basic", "clave", "mdp");

  /** Too short or too common to mean anything but in an address. */
  private static final Set<String> SHORT = Set.of("p", "u", "un", "pin", "otp", "code");

  /** A quote or bracket around the whole address, and not one in the value. */
  private static final Pattern CLOSING = Pattern.compile("[\"'<>][:;,.)\\]}]*+(?:\\s|$)");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  private SecretParameters(String text) {
    this.text = text;
  }

  static String hide(String text) {
    return text.indexOf('=') < 0 && !text.contains("%3D") && !text.contains("%3d")
        ? text
        : new SecretParameters(text).hidden();
  }

  /** Where the value ends in which that index is. */
  static int endOfValue(String text, int from) {
    return new SecretParameters(text).endOfValue(from, false);
  }

  private String hidden() {
    int keyStart = 0;
    for (int i = 0; i < text.length(); ) {
      boolean encoded = isEncoded(i);
      int next = i + (encoded ? 3 : 1);
      char c = encoded ? decoded(i) : text.charAt(i);
      if (c == '=') {
        int end = isSecret(keyStart, i) ? endOfValue(next, encoded) : next;
        if (end > next) {
          out.append(text, copied, next).append(MASK);
          copied = end;
          next = end;
        }
        keyStart = next;
      } else if (isDelimiter(c)) {
        keyStart = next;
      }
      i = next;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private boolean isSecret(int start, int end) {
    String key = decodedAll(start, end).toLowerCase(Locale.ROOT);
    String last = key.substring(lastSeparator(key) + 1);
    if (ANYWHERE.stream().anyMatch(key::contains)
        || AT_THE_END.stream().anyMatch(part -> key.endsWith(part) || last.equals(part))
        || WORDS.contains(last)) {
      return true;
    }
    return SHORT.contains(last) && (last.length() < key.length() || isInAddress(start));
  }

  private static int lastSeparator(String key) {
    int last = -1;
    for (int i = 0; i < key.length(); i++) {
      if ("_.-[]".indexOf(key.charAt(i)) >= 0 && i < key.length() - 1) {
        last = i;
      }
    }
    return last;
  }

  /** Whether a key that begins there stands where addresses have theirs. */
  private boolean isInAddress(int start) {
    if (start == 0) {
      return false;
    }
    char before = start >= 3 && isEncoded(start - 3) ? decoded(start - 3) : text.charAt(start - 1);
    return "?&;/#".indexOf(before) >= 0;
  }

  /** Behind the value: at an ampersand or blank, encoded ones too where the equals sign was. */
  private int endOfValue(int from, boolean encoded) {
    int end = from;
    Matcher closing = CLOSING.matcher(text);
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '&' || c <= ' ' || closing.region(end, text.length()).lookingAt()) {
        return end;
      }
      if (encoded && isEncoded(end) && decoded(end) == '&') {
        return end;
      }
      end++;
    }
    return end;
  }

  private static boolean isDelimiter(char c) {
    return c <= ' ' || "?&;/#,\"'<>()".indexOf(c) >= 0;
  }

  private boolean isEncoded(int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  private char decoded(int at) {
    return (char)
        (Character.digit(text.charAt(at + 1), 16) * 16 + Character.digit(text.charAt(at + 2), 16));
  }

  private String decodedAll(int start, int end) {
    StringBuilder all = new StringBuilder();
    for (int i = start; i < end; ) {
      boolean encoded = isEncoded(i);
      all.append(encoded ? decoded(i) : text.charAt(i));
      i += encoded ? 3 : 1;
    }
    return all.toString();
  }
}
