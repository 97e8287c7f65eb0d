package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers a camera's demand for a login: a digest where one is offered that is known, else Basic.
 * One answer for each challenge, because cameras lock accounts. Confined to one thread.
 */
final class Authentication {
  private final Target target;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Challenge challenge;
  private int count;

  Authentication(Target target) {
    this.target = target;
  }

  /**
   * Takes a refusal.
   *
   * @return whether asking again makes sense
   */
  boolean accept(Message refusal) throws SourceException {
    List<Challenge> offered = Challenge.parse(refusal.all("www-authenticate"));
    Challenge before = challenge;
    Optional<Challenge> chosen = choose(offered);
    if (target.user() == null) {
      throw target.error(Kind.UNAUTHORIZED, "user and password are missing (401)");
    }
    if (chosen.isEmpty()) {
      throw offered.isEmpty()
          ? target.error(Kind.UNAUTHORIZED, "refuses, and says no way to log in (401)")
          : target.error(
              Kind.UNSUPPORTED, "wants a login that is not known here: " + words(offered));
    }
    boolean isNew = before == null || isStale(before, chosen.get());
    challenge = chosen.get();
    count = 0;
    return isNew;
  }

  /** The password was right; only the camera's number has run out. */
  private static boolean isStale(Challenge before, Challenge now) {
    return now.isDigest()
        && now.get("stale").equalsIgnoreCase("true")
        && !now.get("nonce").equals(before.get("nonce"));
  }

  /**
   * The camera's preference among digests; Basic only where there is none. Where bodies are to be
   * in the answer, some are content with one as of old.
   */
  private static Optional<Challenge> choose(List<Challenge> offered) {
    List<Challenge> known = offered.stream().filter(Challenge::isKnown).toList();
    return known.stream()
        .filter(one -> one.isDigest() && !one.isForBodies())
        .findFirst()
        .or(() -> known.stream().filter(one -> !one.isDigest()).findFirst())
        .or(() -> known.stream().findFirst());
  }

  private static String words(List<Challenge> offered) {
    return offered.stream().map(Challenge::words).distinct().collect(Collectors.joining("; "));
  }

  SourceException wrong() {
    Challenge current = challenge;
    if (current != null && current.isForBodies()) {
      return target.error(
          Kind.UNSUPPORTED, "wants a login that is not known here: " + current.words());
    }
    return target.error(Kind.UNAUTHORIZED, "user or password is wrong (401)");
  }

  /** The line of a request's head, or nothing. */
  String header(String method, String uri) {
    Challenge current = challenge;
    String user = target.user();
    if (current == null || user == null) {
      return "";
    }
    if (!current.isDigest()) {
      byte[] login = (user + ":" + target.password()).getBytes(StandardCharsets.UTF_8);
      return "Authorization: Basic " + Base64.getEncoder().encodeToString(login) + "\r\n";
    }
    return "Authorization: Digest " + digest(current, user, method, uri) + "\r\n";
  }

  private String digest(Challenge current, String user, String method, String uri) {
    String realm = current.get("realm");
    String nonce = current.get("nonce");
    String once = Long.toHexString(random.nextLong() | 1L << 60);
    String number = String.format("%08x", ++count);
    String secret = hash(current, user + ":" + realm + ":" + target.password());
    if (current.isSession()) {
      secret = hash(current, secret + ":" + nonce + ":" + once);
    }
    String request = hash(current, method + ":" + uri);
    String middle = current.hasAuth() ? nonce + ":" + number + ":" + once + ":auth" : nonce;
    StringBuilder text = new StringBuilder(300);
    text.append("username=\"").append(quoted(user));
    text.append("\", realm=\"").append(quoted(realm));
    text.append("\", nonce=\"").append(quoted(nonce));
    text.append("\", uri=\"").append(uri);
    text.append("\", response=\"").append(hash(current, secret + ":" + middle + ":" + request));
    text.append('"');
    if (!current.get("algorithm").isEmpty()) {
      // In quotes, though the standard has none: so do all others, and cameras know but that.
      text.append(", algorithm=\"").append(current.get("algorithm")).append('"');
    }
    if (!current.get("opaque").isEmpty()) {
      text.append(", opaque=\"").append(quoted(current.get("opaque"))).append('"');
    }
    if (current.hasAuth() || current.isSession()) {
      text.append(", cnonce=\"").append(once).append('"');
    }
    if (current.hasAuth()) {
      text.append(", qop=auth, nc=").append(number);
    }
    return text.toString();
  }

  /** What ends a line would begin another header. */
  private static String quoted(String text) {
    String line = text.replaceAll("[\\x00-\\x1F\\x7F]", "?");
    return line.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String hash(Challenge current, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(current.hash()).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
