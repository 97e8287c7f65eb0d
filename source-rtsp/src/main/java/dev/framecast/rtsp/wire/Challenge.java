package dev.framecast.rtsp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the logins that a camera offers, as WWW-Authenticate tells them. */
record Challenge(boolean isDigest, Map<String, String> parameters) {
  private static final int LONGEST = 2_000;
  private static final Pattern SCHEME = Pattern.compile("(?i)(?:^|[\\s,])(digest|basic)(?=\\s|$)");
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"?|([^\\s,\"]+))");

  /** All that the headers offer, in their order; there may be several in one header. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      if (header.length() > LONGEST) {
        continue;
      }
      // What is quoted may hold anything, the names of schemes too.
      String plain = blanked(header);
      Matcher schemes = SCHEME.matcher(plain);
      List<int[]> starts = new ArrayList<>();
      while (schemes.find()) {
        starts.add(new int[] {schemes.start(1), schemes.end(1)});
      }
      for (int i = 0; i < starts.size(); i++) {
        int end = i + 1 < starts.size() ? starts.get(i + 1)[0] : header.length();
        boolean digest = header.regionMatches(true, starts.get(i)[0], "digest", 0, 6);
        challenges.add(new Challenge(digest, parameters(header.substring(starts.get(i)[1], end))));
      }
    }
    return challenges;
  }

  private static String blanked(String header) {
    StringBuilder plain = new StringBuilder(header);
    boolean quoted = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        plain.setCharAt(i, '.');
      }
    }
    return plain.toString();
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new TreeMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean isSession() {
    return get("algorithm").toLowerCase(Locale.ROOT).endsWith("-sess");
  }

  /** The JDK's name of the digest; empty if it is not one that is known. */
  String hash() {
    return switch (get("algorithm").toUpperCase(Locale.ROOT).replaceFirst("-SESS$", "")) {
      case "", "MD5" -> "MD5";
      case "SHA-256", "SHA256" -> "SHA-256";
      case "SHA-512-256" -> "SHA-512/256";
      default -> "";
    };
  }

  /** Whether the answer counts itself; as of old it does not. */
  boolean hasAuth() {
    return List.of(get("qop").split("[\\s,]+", -1)).contains("auth");
  }

  /** Whether the body of each message is wanted in the answer, which nobody does. */
  boolean isForBodies() {
    return isDigest && !get("qop").isBlank() && !hasAuth();
  }

  /** Whether this login can be answered. */
  boolean isKnown() {
    return !isDigest || !hash().isEmpty();
  }

  /** For messages, such as "digest SHA-512, auth-int". */
  String words() {
    String algorithm = get("algorithm").replaceAll("[^A-Za-z0-9-]", "");
    String qop = get("qop").replaceAll("[^A-Za-z0-9,-]", "");
    return "digest "
        + (algorithm.isEmpty() ? "MD5" : algorithm)
        + (qop.isEmpty() ? "" : ", " + qop);
  }
}
