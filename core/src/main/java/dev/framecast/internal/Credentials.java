package dev.framecast.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * User and password, and the answers that are made of them: Basic (RFC 7617, in UTF-8) and Digest
 * (RFC 7616; MD5, SHA-256 and SHA-512-256, also as "-sess", with qop=auth or without), over HTTP
 * and RTSP. Immutable.
 */
public final class Credentials {
  private final String user;
  private final String password;
  private final Supplier<String> clientNonce;

  /** What is not the same in all protocols. */
  public enum Protocol {
    HTTP,
    /**
     * The algorithm is in quotes, though the standard has none: so do all others, and cameras know
     * but that. Where bodies are to be signed (auth-int) the answer is one as of old, with which
     * some are content.
     */
    RTSP
  }

  /**
   * One way to log in that the camera offers.
   *
   * @param kind tells the ways apart, such as {@code digest md5}
   * @param extended whether the name is told in the form of RFC 7616 that is for other alphabets
   */
  record Offer(String kind, int strength, Map<String, String> challenge, boolean extended) {
    String nonce() {
      return challenge.getOrDefault("nonce", "");
    }
  }

  public Credentials(String user, String password) {
    this(user, password, Credentials::randomNonce);
  }

  Credentials(String user, String password, Supplier<String> clientNonce) {
    this.user = user;
    this.password = password;
    this.clientNonce = clientNonce;
  }

  /** What can be answered of what a camera offers, the strongest first. */
  List<Offer> offers(List<Map<String, String>> challenges, Protocol protocol) {
    List<Offer> offers = new ArrayList<>();
    for (Map<String, String> challenge : challenges) {
      int strength = strength(challenge, protocol);
      if (strength == 1) {
        offers.add(new Offer("basic", strength, challenge, false));
      } else if (strength > 1) {
        for (boolean extended : nameForms(challenge)) {
          String kind = "digest " + algorithm(challenge) + (extended ? " extended" : "");
          offers.add(new Offer(kind, strength, challenge, extended));
        }
      }
    }
    offers.sort(Comparator.comparingInt(Offer::strength).reversed()); // stable
    return offers;
  }

  /** Cameras know either; those that know of RFC 7616 the one that it demands. */
  private List<Boolean> nameForms(Map<String, String> challenge) {
    if (user.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return List.of(false);
    }
    if (user.chars().anyMatch(c -> c < ' ' || c == 127)) {
      return List.of(true); // in quotes it would end the header
    }
    boolean modern = challenge.containsKey("charset") || !algorithm(challenge).startsWith("MD5");
    return List.of(modern, !modern);
  }

  /** 0 for what cannot be answered. */
  private static int strength(Map<String, String> challenge, Protocol protocol) {
    String scheme = challenge.get(Challenges.SCHEME);
    if ("basic".equals(scheme)) {
      return 1;
    }
    if (!"digest".equals(scheme)
        || challenge.get("nonce") == null
        || (isProtected(challenge)
            && !qops(challenge).contains("auth")
            && protocol != Protocol.RTSP)) {
      return 0;
    }
    return switch (algorithm(challenge)) {
      case "MD5", "MD5-SESS" -> 2;
      case "SHA-256", "SHA-256-SESS" -> 3;
      case "SHA-512-256", "SHA-512-256-SESS" -> 4;
      default -> 0;
    };
  }

  /** Whether a challenge wants the body to be signed, and nothing less. */
  static boolean isAuthIntAlone(Map<String, String> challenge) {
    return "digest".equals(challenge.get(Challenges.SCHEME))
        && qops(challenge).contains("auth-int")
        && !qops(challenge).contains("auth");
  }

  private static List<String> qops(Map<String, String> challenge) {
    String qop = challenge.getOrDefault("qop", "");
    return List.of(qop.toLowerCase(Locale.ROOT).strip().split("[\\s,]+"));
  }

  private static boolean isProtected(Map<String, String> challenge) {
    return !challenge.getOrDefault("qop", "").isBlank();
  }

  private static String algorithm(Map<String, String> challenge) {
    String algorithm = challenge.getOrDefault("algorithm", "").strip().toUpperCase(Locale.ROOT);
    return algorithm.isEmpty() ? "MD5" : algorithm.replaceFirst("^SHA256", "SHA-256");
  }

  /** For a session of one nonce. */
  String newClientNonce() {
    return clientNonce.get();
  }

  /**
   * The value of an Authorization header, with a character for each byte.
   *
   * @param method of the request
   * @param target path and query (RTSP: the address) as they are sent
   * @param count how often this nonce has been used with this one
   */
  String answer(
      Offer offer, Protocol protocol, String method, String target, int count, String cnonce) {
    return offer.strength() == 1
        ? "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8))
        : digest(
            offer, protocol, method, target, String.format(Locale.ROOT, "%08x", count), cnonce);
  }

  private String digest(
      Offer offer, Protocol protocol, String method, String target, String count, String cnonce) {
    Map<String, String> challenge = offer.challenge();
    String algorithm = algorithm(challenge);
    String realm = challenge.getOrDefault("realm", "");
    String nonce = offer.nonce();
    String opaque = challenge.get("opaque");
    boolean protect = isProtected(challenge) && qops(challenge).contains("auth");

    String who = hash(algorithm, bytes(user) + ":" + realm + ":" + bytes(password));
    if (algorithm.endsWith("-SESS")) {
      who = hash(algorithm, who + ":" + nonce + ":" + cnonce);
    }
    String what = hash(algorithm, method + ":" + target);
    String middle = protect ? nonce + ":" + count + ":" + cnonce + ":auth" : nonce;
    String response = hash(algorithm, who + ":" + middle + ":" + what);

    StringBuilder header = new StringBuilder("Digest ").append(username(offer.extended()));
    header.append(", realm=").append(quoted(realm));
    header.append(", nonce=").append(quoted(nonce));
    header.append(", uri=").append(quoted(target));
    header.append(", response=").append(quoted(response));
    if (challenge.containsKey("algorithm")) {
      String told = challenge.getOrDefault("algorithm", "");
      header.append(", algorithm=");
      header.append(protocol == Protocol.RTSP ? quoted(told) : oneLine(told));
    }
    if (protect) {
      header.append(", qop=auth, nc=").append(count);
    }
    if (protect || algorithm.endsWith("-SESS")) {
      header.append(", cnonce=").append(quoted(cnonce));
    }
    if (opaque != null) {
      header.append(", opaque=").append(quoted(opaque));
    }
    return header.toString();
  }

  /** RFC 7616, 3.4. */
  private String username(boolean extended) {
    if (!extended) {
      return "username=" + quoted(bytes(user));
    }
    String encoded = URLEncoder.encode(user, UTF_8).replace("+", "%20").replace("*", "%2A");
    return "username*=UTF-8''" + encoded;
  }

  private static String quoted(String text) {
    return '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** What ends a line would begin another header. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\x00-\\x1F\\x7F]", "?");
  }

  /** UTF-8 in the form in which the camera's own texts come: a character for each byte. */
  public static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String hash(String algorithm, String bytes) {
    String name =
        algorithm.startsWith("MD5")
            ? "MD5"
            : algorithm.startsWith("SHA-512") ? "SHA-512/256" : "SHA-256";
    try {
      byte[] digest = MessageDigest.getInstance(name).digest(bytes.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + name, e);
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
    return "Credentials";
  }
}
