package dev.framecast.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a server's wish for credentials: Basic (RFC 7617) and Digest (RFC 7616; MD5 and SHA-256,
 * with qop=auth or without). The JDK's client knows Basic only, and cameras want Digest.
 */
final class HttpAuth {
  /** The beginning of a challenge, or a parameter of it. Quoted texts may hold anything. */
  private static final Pattern PIECE =
      Pattern.compile(
          "(Basic|Digest)\\s+(?=\\w+\\s*=)|([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))",
          Pattern.CASE_INSENSITIVE);

  private final String user;
  private final String password;
  private final Supplier<String> clientNonce;

  HttpAuth(String user, String password) {
    this(user, password, HttpAuth::randomNonce);
  }

  HttpAuth(String user, String password, Supplier<String> clientNonce) {
    this.user = user;
    this.password = password;
    this.clientNonce = clientNonce;
  }

  /**
   * The Authorization header for a GET of that address, the strongest that the server offers; null
   * if it offers none that is known here.
   */
  @Nullable String answer(List<String> challengeHeaders, URI uri) {
    Map<String, String> best = null;
    int bestStrength = 0;
    for (String header : challengeHeaders) {
      for (Map<String, String> challenge : challenges(header)) {
        int strength = strength(challenge);
        if (strength > bestStrength) {
          best = challenge;
          bestStrength = strength;
        }
      }
    }
    if (best == null) {
      return null;
    }
    return bestStrength == 1
        ? "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8))
        : digest(best, uri);
  }

  private static List<Map<String, String>> challenges(String header) {
    List<Map<String, String>> challenges = new ArrayList<>();
    Map<String, String> current = new TreeMap<>();
    Matcher matcher = PIECE.matcher(header);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        current = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        current.put("", matcher.group(1).toLowerCase(Locale.ROOT));
        challenges.add(current);
      } else {
        String value = matcher.group(3);
        current.putIfAbsent(
            matcher.group(2), value == null ? matcher.group(4) : value.replaceAll("\\\\(.)", "$1"));
      }
    }
    return challenges;
  }

  private static int strength(Map<String, String> challenge) {
    if ("basic".equals(challenge.get(""))) {
      return 1;
    }
    String qop = challenge.get("qop");
    if (challenge.get("nonce") == null || (qop != null && !offersAuth(qop))) {
      return 0;
    }
    return switch (algorithm(challenge)) {
      case "MD5", "MD5-SESS" -> 2;
      case "SHA-256", "SHA-256-SESS" -> 3;
      default -> 0;
    };
  }

  private static boolean offersAuth(String qop) {
    return List.of(qop.toLowerCase(Locale.ROOT).split("[\\s,]+")).contains("auth");
  }

  private static String algorithm(Map<String, String> challenge) {
    return challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
  }

  private String digest(Map<String, String> challenge, URI uri) {
    String algorithm = algorithm(challenge);
    String hash = algorithm.startsWith("MD5") ? "MD5" : "SHA-256";
    String realm = challenge.getOrDefault("realm", "");
    String nonce = challenge.getOrDefault("nonce", "");
    String opaque = challenge.get("opaque");
    boolean protect = challenge.get("qop") != null;
    String cnonce = clientNonce.get();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();

    String who = hash(hash, user + ":" + realm + ":" + password);
    if (algorithm.endsWith("-SESS")) {
      who = hash(hash, who + ":" + nonce + ":" + cnonce);
    }
    String what = hash(hash, "GET:" + target);
    // One request a connection, and a fresh nonce from the server for each: the count stays 1.
    String middle = protect ? nonce + ":00000001:" + cnonce + ":auth" : nonce;
    String response = hash(hash, who + ":" + middle + ":" + what);

    StringBuilder header = new StringBuilder("Digest username=").append(quoted(user));
    header.append(", realm=").append(quoted(realm));
    header.append(", nonce=").append(quoted(nonce));
    header.append(", uri=").append(quoted(target));
    header.append(", response=").append(quoted(response));
    if (challenge.containsKey("algorithm")) {
      header.append(", algorithm=").append(challenge.get("algorithm"));
    }
    if (protect) {
      header.append(", qop=auth, nc=00000001");
    }
    if (protect || algorithm.endsWith("-SESS")) {
      header.append(", cnonce=").append(quoted(cnonce));
    }
    if (opaque != null) {
      header.append(", opaque=").append(quoted(opaque));
    }
    return header.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String hash(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  private static String randomNonce() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "HttpAuth";
  }
}
