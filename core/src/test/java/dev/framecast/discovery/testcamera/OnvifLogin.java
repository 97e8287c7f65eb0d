package dev.framecast.discovery.testcamera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a scripted camera lets in: each checks what the client made of the password. */
public enum OnvifLogin {
  NONE,
  TOKEN,
  DIGEST,
  BASIC;

  static final String DIGEST_WANTED =
      "WWW-Authenticate: Basic realm=\"cam\", Digest realm=\"cam\", qop=\"auth\", nonce=\"n1\"\r\n";

  public static final String USER = "viewer";
  public static final String PASSWORD = "s<e>&cret";

  /** Of those who are let in, by how much a clock may be wrong. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** Null for who is let in. */
  byte[] refusal(OnvifScript.Call call, Duration skew) {
    return switch (this) {
      case NONE -> null;
      case TOKEN -> isToken(call, skew) ? null : OnvifScript.fault("ter:NotAuthorized", "no");
      case DIGEST -> isDigest(call.head()) ? null : OnvifScript.http(401, DIGEST_WANTED, "");
      case BASIC -> OnvifScript.http(401, "WWW-Authenticate: Basic realm=\"cam\"\r\n", "");
    };
  }

  private static boolean isToken(OnvifScript.Call call, Duration skew) {
    String header = call.soapHeader();
    if (!header.contains("Username>" + USER + "<")) {
      return false;
    }
    String created = part(header, "Created[^>]*>([^<]*)<");
    Duration off = Duration.between(Instant.now().plus(skew), Instant.parse(created)).abs();
    return off.compareTo(TOLERANCE) < 0
        && part(header, "PasswordDigest\">([^<]*)<")
            .equals(
                Base64.getEncoder()
                    .encodeToString(
                        hash(
                            "SHA-1",
                            Base64.getDecoder().decode(part(header, "Base64Binary\">([^<]*)<")),
                            created.getBytes(UTF_8),
                            PASSWORD.getBytes(UTF_8))));
  }

  private static boolean isDigest(String head) {
    String answer = part(head, "Authorization: Digest (.*)");
    String who = md5(USER + ":cam:" + PASSWORD);
    String what = md5("POST:" + part(head, "POST (\\S+)"));
    String middle =
        "n1:" + part(answer, "nc=(\\w+)") + ":" + part(answer, "cnonce=\"([^\"]*)") + ":auth:";
    return part(answer, "response=\"([^\"]*)").equals(md5(who + ":" + middle + what));
  }

  private static String part(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static String md5(String text) {
    return HexFormat.of().formatHex(hash("MD5", text.getBytes(UTF_8)));
  }

  private static byte[] hash(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
