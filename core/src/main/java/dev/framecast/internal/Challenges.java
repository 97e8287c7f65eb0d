package dev.framecast.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code WWW-Authenticate} (RFC 9110, 11.6.1) as cameras write it: many challenges in one
 * header, commas left out, texts without quotes. One pass, no recursion, whatever a header holds.
 */
public final class Challenges {
  /** The key of a challenge's scheme, which is in lower case. */
  public static final String SCHEME = "";

  private final String header;
  private final List<Map<String, String>> challenges = new ArrayList<>();
  private int at;

  private Challenges(String header) {
    this.header = header;
  }

  /** The challenges of all headers, in order: their parameters, and their scheme. */
  public static List<Map<String, String>> parse(List<String> headers) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String header : headers) {
      Challenges reading = new Challenges(header);
      reading.read();
      all.addAll(reading.challenges);
    }
    return all;
  }

  private void read() {
    boolean first = true; // of the header, or behind a comma
    while (at < header.length()) {
      char c = header.charAt(at);
      if (isToken(c)) {
        piece(first);
        first = false;
      } else if (c == '"') {
        String unused = quoted();
      } else {
        first |= c == ',';
        at++;
      }
    }
  }

  /** A scheme, or a parameter of the last one; a word that is neither is passed over. */
  private void piece(boolean mayBeScheme) {
    String word = token();
    skipBlanks();
    if (at < header.length() && header.charAt(at) == '=') {
      at++;
      skipBlanks();
      String value = at < header.length() && header.charAt(at) == '"' ? quoted() : bare();
      if (!challenges.isEmpty()) {
        challenges.get(challenges.size() - 1).putIfAbsent(word, value);
      }
    } else if (mayBeScheme || isLogin(word)) {
      Map<String, String> challenge = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      challenge.put(SCHEME, word.toLowerCase(Locale.ROOT));
      challenges.add(challenge);
    }
  }

  /** Some leave out the comma in front of the next challenge. */
  private boolean isLogin(String word) {
    return at < header.length()
        && isToken(header.charAt(at))
        && (word.equalsIgnoreCase("digest") || word.equalsIgnoreCase("basic"));
  }

  private String token() {
    int start = at;
    while (at < header.length() && isToken(header.charAt(at))) {
      at++;
    }
    return header.substring(start, at);
  }

  private String bare() {
    int start = at;
    while (at < header.length() && ", \t\"".indexOf(header.charAt(at)) < 0) {
      at++;
    }
    return header.substring(start, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < header.length(); at++) {
      char c = header.charAt(at);
      if (c == '"') {
        at++;
        break;
      }
      if (c == '\\' && at + 1 < header.length()) {
        at++;
        c = header.charAt(at);
      }
      text.append(c);
    }
    return text.toString();
  }

  private void skipBlanks() {
    while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
      at++;
    }
  }

  private static boolean isToken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
