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
public record Login(String user, String password, boolean digest) {
  private static final String NONCE = "0123456789abcdef";
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** The value of WWW-Authenticate. */
  String challenge() {
    return digest ? "Digest realm=\"test\", nonce=\"" + NONCE + "\"" : "Basic realm=\"test\"";
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
    String secret = md5(user + ":test:" + password);
    String request = md5(method + ":" + given.get("uri"));
    return user.equals(given.get("username"))
        && md5(secret + ":" + NONCE + ":" + request).equals(given.get("response"));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
