package dev.framecast.rtsp.testcamera;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a test camera asks for before it shows anything (RFC 2617). */
public record Login(String user, String password, boolean digest, String hash, String challenge) {
  private static final String NONCE = "0123456789abcdef";
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Basic, or digest as of old. */
  public Login(String user, String password, boolean digest) {
    this(user, password, digest, "MD5", digest ? digest("") : "Basic realm=\"test\"");
  }

  /** A digest by that hash, which is offered in these words, maybe among others. */
  public static Login digest(String user, String password, String hash, String challenge) {
    return new Login(user, password, true, hash, challenge);
  }

  /** One offer of WWW-Authenticate. */
  public static String digest(String more) {
    return "Digest realm=\"test\", nonce=\"" + NONCE + "\"" + more;
  }

  /** Whether this value of Authorization will do. */
  boolean accepts(String method, String authorization) {
    if (!digest) {
      byte[] expected = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return authorization.equals("Basic " + Base64.getEncoder().encodeToString(expected));
    }
    Map<String, String> given =
        PARAMETER
            .matcher(authorization)
            .results()
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    String secret = hash(user + ":test:" + password);
    if (challenge.contains("-sess")) {
      secret = hash(secret + ":" + NONCE + ":" + given.get("cnonce"));
    }
    String request = hash(method + ":" + given.get("uri"));
    return user.equals(given.get("username"))
        && hash(secret + ":" + NONCE + ":" + request).equals(given.get("response"));
  }

  private String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
