package dev.framecast.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A name and a password, as a request has them (RFC 7617, in UTF-8). */
record Credentials(String name, String password) {

  /** Of a header {@code Authorization}; null when there are none in it that can be understood. */
  static @Nullable Credentials of(@Nullable String header) {
    String sent = valueOf("Basic", header);
    if (sent == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sent));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      int colon = text.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }

  /** What stands behind that scheme in the header; null if it is of another one. */
  static @Nullable String valueOf(String scheme, @Nullable String header) {
    String begin = scheme + " ";
    return header != null && header.regionMatches(true, 0, begin, 0, begin.length())
        ? header.substring(begin.length()).strip()
        : null;
  }

  /** Not the password. */
  @Override
  public String toString() {
    return "credentials";
  }
}
