package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a server's demand for credentials: Basic (RFC 7617) and Digest (RFC 7616; MD5 and
 * SHA-256, with qop=auth or without). The JDK's client knows Basic only, and cameras want Digest.
 */
final class HttpAuth {
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
    for (Map<String, String> challenge : HttpChallenges.parse(challengeHeaders)) {
      int strength = strength(challenge);
      if (strength > bestStrength) {
        best = challenge;
        bestStrength = strength;
      }
    }
    if (best == null) {
      return null;
    }
    return bestStrength == 1
        ? "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8))
        : digest(best, uri);
  }

  /**
   * Whether the server refuses an answer for its nonce alone, which is too old: the credentials are
   * right (RFC 7616, 3.3).
   */
  static boolean isStale(List<String> challengeHeaders) {
    return HttpChallenges.parse(challengeHeaders).stream()
        .anyMatch(challenge -> "true".equalsIgnoreCase(challenge.get("stale")));
  }

  private static int strength(Map<String, String> challenge) {
    String scheme = challenge.get(HttpChallenges.SCHEME);
    if ("basic".equals(scheme)) {
      return 1;
    }
    String qop = challenge.get("qop");
    if (!"digest".equals(scheme)
        || challenge.get("nonce") == null
        || (qop != null && !offersAuth(qop))) {
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

    String who = hash(hash, bytes(user) + ":" + realm + ":" + bytes(password));
    if (algorithm.endsWith("-SESS")) {
      who = hash(hash, who + ":" + nonce + ":" + cnonce);
    }
    String what = hash(hash, "GET:" + target);
    // One request a connection, and a fresh nonce from the server for each: the count stays 1.
    String middle = protect ? nonce + ":00000001:" + cnonce + ":auth" : nonce;
    String response = hash(hash, who + ":" + middle + ":" + what);

    StringBuilder header = new StringBuilder("Digest ").append(username());
    header.append(", realm=").append(quoted(realm));
    header.append(", nonce=").append(quoted(nonce));
    header.append(", uri=").append(quoted(target));
    header.append(", response=").append(quoted(response));
    if (challenge.containsKey("algorithm")) {
      header.append(", algorithm=").append(printable(challenge.getOrDefault("algorithm", "")));
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

  /** RFC 7616, 3.4: beyond ASCII a name is told in another way; quotes cannot hold it. */
  private String username() {
    if (user.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return "username=" + quoted(user);
    }
    String encoded = URLEncoder.encode(user, UTF_8).replace("+", "%20").replace("*", "%2A");
    return "username*=UTF-8''" + encoded;
  }

  private static String quoted(String text) {
    return '"' + printable(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The JDK's client throws at other characters, with the whole header in its message. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }

  /** UTF-8 in the form in which the server's own texts come: a character for each byte. */
  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String hash(String algorithm, String bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes.getBytes(ISO_8859_1));
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
