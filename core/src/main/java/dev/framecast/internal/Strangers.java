package dev.framecast.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people who merely watch are told of a problem: what happened, but not where. Addresses of
 * cameras say how a network is built, and which password to try next. Nothing in quotes is told
 * either: those hold what somebody configured, or what a device calls itself.
 */
public final class Strangers {
  private static final int MAX_LENGTH = 300;
  private static final String GONE = "\u0000";

  /** Of a certificate: there are indexes of those by which a camera is found on the Internet. */
  private static final Pattern FINGERPRINT =
      Pattern.compile("=?(?<![\\w:])(?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}(?![\\w:])");

  private static final String PORT_AND_PATH = "(?::\\d{1,5}(?!\\d))?(?:/\\S*)?";

  /** Everything that says where something is, in the order in which it is looked for. */
  private static final Pattern[] PLACES = {
    Pattern.compile("\\b[A-Za-z][A-Za-z0-9+.-]{1,31}+:/\\S*"),
    Pattern.compile("\\bfile:\\S+", Pattern.CASE_INSENSITIVE),
    Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}+(?:%\\w{1,16})?]" + PORT_AND_PATH),
    Pattern.compile(
        "(?<![\\w:.])(?:(?:[0-9A-Fa-f]{1,4}:){1,7}:[0-9A-Fa-f:.]{0,40}"
            + "|(?:[0-9A-Fa-f]{1,4}:){3,8}[0-9A-Fa-f.]{1,15}|::[0-9A-Fa-f:.]{1,40})"
            + "(?:%\\w{1,16})?"),
    Pattern.compile("(?<![\\w.])/?\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d])" + PORT_AND_PATH),
    Pattern.compile(
        "(?<![\\w.-])(?:[A-Za-z0-9_-]{1,63}+\\.){1,16}+[A-Za-z][A-Za-z0-9_-]{1,62}+"
            + PORT_AND_PATH),
    Pattern.compile("(?<![\\w.-])[A-Za-z][\\w-]{0,62}+:\\d{1,5}(?!\\d)(?:/\\S*)?"),
    Pattern.compile("(?<![\\w.])[A-Za-z]:[\\\\/]\\S*|\\\\\\\\\\S+"),
    Pattern.compile("(?<![\\w.<)])~?/[^\\s:;,\"')]+"),
  };

  /** To the quote that ends it, which no letter follows, or to the end of the text. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"[^\"]*+(?:\"(?=[\\p{L}\\p{N}])[^\"]*+)*+(?:\"|$)"
              + "|(?<![\\p{L}\\p{N}])'[^']*+(?:'(?=[\\p{L}\\p{N}])[^']*+)*+(?:'|$)");

  private static final Pattern SEVERAL = Pattern.compile(GONE + "(?:[\\s,()]*" + GONE + ")+");
  private static final String EDGE = "[\\s:;,.\"'()-]*";
  private static final Pattern AT_THE_START = Pattern.compile("^" + EDGE + GONE + EDGE);
  private static final Pattern AT_THE_END =
      Pattern.compile(
          "(?:\\s(?:at|to|from|of|on|in|for|with|open|by))?" + EDGE + GONE + EDGE + "$");

  private Strangers() {}

  /**
   * The problem without the source's description, without anything in quotes and without anything
   * else that is an address: of a network, a machine or a file.
   *
   * @param problem what went wrong, as the app is told; null if nothing
   * @param description the source's
   */
  public static @Nullable String problem(@Nullable String problem, String description) {
    if (problem == null) {
      return null;
    }
    String text = Secrets.hide(problem).replace(GONE, "");
    text = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
    text = without(text, description);
    text = without(text, Secrets.hide(description));
    text = without(text, host(description));
    text = QUOTED.matcher(text).replaceAll(GONE);
    text = FINGERPRINT.matcher(text).replaceAll("");
    for (Pattern place : PLACES) {
      text = place.matcher(text).replaceAll(GONE);
    }
    text = tidy(text);
    if (text.length() > MAX_LENGTH) {
      text = text.substring(0, MAX_LENGTH) + "...";
    }
    return text.isEmpty() ? "no further word" : text;
  }

  private static String tidy(String text) {
    String tidy = SEVERAL.matcher(text).replaceAll(GONE);
    String before;
    do { // an address may have another one beside it
      before = tidy;
      tidy = AT_THE_END.matcher(AT_THE_START.matcher(tidy).replaceFirst("")).replaceFirst("");
    } while (!tidy.equals(before));
    return tidy.replace(GONE, "...").strip();
  }

  /** As a word of its own: a camera whose host is called "a" keeps its other words. */
  private static String without(String text, String place) {
    if (place.isBlank() || !text.contains(place)) {
      return text;
    }
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(place) + "(?![\\p{L}\\p{N}])")
        .matcher(text)
        .replaceAll(GONE);
  }

  /** The host of a description that is an address; empty if there is none. */
  private static String host(String description) {
    Matcher host = Pattern.compile("://([^\\s/?#:\\[]+)").matcher(description);
    return host.find() ? host.group(1) : "";
  }
}
