package dev.framecast.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens (RFC 6750): {@code Authorization: Bearer TOKEN} for programs. People type the token
 * into a form, which the page's address shows to whoever is not let in; what the browser then has
 * is a cookie that is made of the token and is not the token (HttpOnly, SameSite=Strict, Secure
 * over TLS, below the mount point, for 30 days). Tokens in addresses are not looked at, because
 * those end up in logs.
 *
 * <pre>{@code
 * Access access =
 *     TokenAccess.of(token).with(kiosk, Verdict.allowOnly("door").user("kiosk"));
 * }</pre>
 *
 * <p>Kept are SHA-256 hashes, compared in constant time. Guesses are not limited: a token is at
 * least 20 characters, and should be {@link #newToken()}. Immutable; any thread; never blocks.
 */
public final class TokenAccess implements Access {
  /** Sent by the form with the token, so that the answer has a cookie. */
  static final String LOGIN = "X-Framecast-Login";

  private static final String COOKIE = "framecast-token";
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{20,500}");
  private static final Verdict CHALLENGE = Verdict.challenge("Bearer realm=\"cameras\"");
  private static final Verdict WRONG =
      Verdict.challenge("Bearer realm=\"cameras\", error=\"invalid_token\"");

  /** What is kept of one. */
  private static final class Token {
    private final byte[] hash;
    private final byte[] cookie;
    private final Verdict verdict;

    Token(String token, Verdict verdict) {
      this.hash = Macs.sha256(token);
      this.cookie = Macs.hmac(hash, "framecast cookie 1");
      this.verdict = verdict;
    }
  }

  private final List<Token> tokens;

  private TokenAccess(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * {@return an access by which whoever has one of these tokens sees everything}
   *
   * @param all each 20 to 500 letters, digits and {@code . _ ~ + / = -}; kept as hashes
   * @throws IllegalArgumentException when one is none; the message does not repeat it
   */
  public static TokenAccess of(String... all) {
    TokenAccess access = new TokenAccess(List.of());
    for (String token : all) {
      access = access.with(token, Verdict.allow());
    }
    return access;
  }

  /**
   * {@return a copy, with one token more}
   *
   * @param token 20 to 500 letters, digits and {@code . _ ~ + / = -}
   * @param allowed what whoever has it may see, such as {@code Verdict.allowOnly("door")}
   * @throws IllegalArgumentException when the token is none or the verdict allows nothing; the
   *     message does not repeat the token
   */
  public TokenAccess with(String token, Verdict allowed) {
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "a token of "
              + token.length()
              + " characters: must be 20 to 500 letters, digits and . _ ~ + / = -, such as"
              + " newToken() gives");
    }
    if (!allowed.isAllowed()) {
      throw new IllegalArgumentException(
          "a token's verdict: must allow something, as allowOnly(ids) does");
    }
    List<Token> more = new ArrayList<>(tokens);
    more.add(new Token(token, allowed));
    return new TokenAccess(more);
  }

  /** {@return a new token that nobody guesses: 43 characters, of 32 random bytes} */
  public static String newToken() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  @Override
  public CompletionStage<Verdict> ask(AccessRequest request) {
    return CompletableFuture.completedFuture(verdict(request));
  }

  private Verdict verdict(AccessRequest request) {
    String sent = Credentials.valueOf("Bearer", request.header("Authorization"));
    if (sent != null) {
      byte[] hash = Macs.sha256(sent);
      Token found = null;
      for (Token token : tokens) {
        found = MessageDigest.isEqual(token.hash, hash) ? token : found;
      }
      return found == null ? WRONG : withCookie(found, request);
    }
    byte[] cookie = cookie(request.header("Cookie"));
    Token found = null;
    for (Token token : tokens) {
      found = cookie != null && MessageDigest.isEqual(token.cookie, cookie) ? token : found;
    }
    return found == null ? CHALLENGE : found.verdict;
  }

  private static Verdict withCookie(Token token, AccessRequest request) {
    if (request.header(LOGIN) == null) {
      return token.verdict;
    }
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(token.cookie);
    return token.verdict.cookie(
        COOKIE
            + "="
            + value
            + "; Path="
            + path(request.mount())
            + "; Max-Age="
            + KEPT.toSeconds()
            + "; HttpOnly; SameSite=Strict"
            + (request.secure() ? "; Secure" : ""));
  }

  /** A mount point may have what ends an attribute of a cookie. */
  private static String path(String mount) {
    return mount.matches("(/[A-Za-z0-9._~%-]+)+") ? mount : "/";
  }

  private static byte @Nullable [] cookie(@Nullable String header) {
    for (String pair : header == null ? new String[0] : header.split(";", -1)) {
      String cookie = pair.strip();
      if (cookie.startsWith(COOKIE + "=")) {
        try {
          return Base64.getUrlDecoder().decode(cookie.substring(COOKIE.length() + 1));
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }
}
