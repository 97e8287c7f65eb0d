package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** WS-UsernameToken: a login in the header of a message, with the password as a digest. */
final class UsernameToken {
  private static final String SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

  private UsernameToken() {}

  /**
   * The header of one message: it has a nonce of its own.
   *
   * @param created by the camera's clock, or it would refuse it as too old or as one to come
   */
  static String of(String user, String password, Instant created) {
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    return of(user, password, created, nonce);
  }

  static String of(String user, String password, Instant created, byte[] nonce) {
    String time = DateTimeFormatter.ISO_INSTANT.format(created.truncatedTo(ChronoUnit.MILLIS));
    return "<w:Security s:mustUnderstand=\"1\" xmlns:w=\""
        + (SECURITY + "wssecurity-secext-1.0.xsd\"><w:UsernameToken><w:Username>" + text(user))
        + ("</w:Username><w:Password Type=\"" + SECURITY)
        + ("username-token-profile-1.0#PasswordDigest\">" + digest(nonce, time, password))
        + ("</w:Password><w:Nonce EncodingType=\"" + SECURITY)
        + ("soap-message-security-1.0#Base64Binary\">" + base64(nonce))
        + ("</w:Nonce><u:Created xmlns:u=\"" + SECURITY + "wssecurity-utility-1.0.xsd\">" + time)
        + "</u:Created></w:UsernameToken></w:Security>";
  }

  static String digest(byte[] nonce, String created, String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // what the standard has
      sha1.update(nonce);
      sha1.update(created.getBytes(UTF_8));
      return base64(sha1.digest(password.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As it may stand in XML. */
  static String text(String any) {
    return any.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
