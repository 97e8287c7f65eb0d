package dev.framecast.internal;

/**
 * Masks credentials in any text. Sources keep them out of what they say; but a source is anybody's
 * code, and exceptions from deeper down quote whole addresses.
 */
public final class Secrets {
  /** Longer texts are cut: whatever quotes that much was not written for people. */
  private static final int MAX_LENGTH = 8_192;

  private Secrets() {}

  /**
   * The text without {@code user:password@}, without the values of parameters that look like
   * secrets, and without what an Authorization header holds.
   */
  public static String hide(String text) {
    String cut = text.length() > MAX_LENGTH ? cut(text) : text;
    // What looks like a login may reach over fields and headers, and would take their names away.
    return SecretParameters.hide(SecretLogins.hide(SecretHeaders.hide(SecretFields.hide(cut))));
  }

  /** Between two words, lest half an address be left that does not look like one any more. */
  private static String cut(String text) {
    int end = MAX_LENGTH;
    while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
      end--;
    }
    return text.substring(0, end) + "...";
  }
}
