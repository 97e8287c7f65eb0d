package dev.framecast.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what Authorization headers hold, in any text. */
final class SecretHeaders {
  private static final String MASK = "***";

  private static final Pattern HEADER =
      Pattern.compile(
          "((?:Authorization|Cookie|X-Api-Key)\\s{0,8}[:=]\\s{0,8})[^\\r\\n]+",
          Pattern.CASE_INSENSITIVE);

  /** An answer to a challenge, which has the user's name and a hash of the password. */
  private static final Pattern DIGEST =
      Pattern.compile(
          "(\\bDigest\\s{1,8})[\\w-]{1,32}\\s{0,8}=[^\\r\\n]*", Pattern.CASE_INSENSITIVE);

  private static final Pattern BASIC =
      Pattern.compile("(\\bBasic\\s{1,8})([A-Za-z0-9+/_-]{2,}+={0,2})", Pattern.CASE_INSENSITIVE);

  private static final Pattern BEARER =
      Pattern.compile("(\\bBearer\\s{1,8})[\\w.~+/-]{16,}+={0,2}", Pattern.CASE_INSENSITIVE);

  private SecretHeaders() {}

  static String hide(String text) {
    String hidden = HEADER.matcher(text).replaceAll("$1" + MASK);
    hidden = DIGEST.matcher(hidden).replaceAll("$1" + MASK);
    hidden = BEARER.matcher(hidden).replaceAll("$1" + MASK);
    return BASIC.matcher(hidden).replaceAll(SecretHeaders::basic);
  }

  /** "Basic authentication" are words; what is a secret decodes to {@code user:password}. */
  private static String basic(MatchResult match) {
    boolean secret;
    try {
      String plain = match.group(2).replace('-', '+').replace('_', '/');
      secret = new String(Base64.getDecoder().decode(plain), ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException e) {
      secret = false;
    }
    return Matcher.quoteReplacement(secret ? match.group(1) + MASK : match.group());
  }
}
