package dev.framecast.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding, read strictly: what could mean two things is refused. A plus sign is a plus.
 */
public final class Percent {
  private Percent() {}

  /**
   * The text with each {@code %XX} decoded, as UTF-8.
   *
   * @throws IllegalArgumentException when a percent sign stands for itself, or what was encoded is
   *     no text; the message repeats nothing of it
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException(
            "a percent sign in it without two hexadecimal digits: one that stands for itself is %25");
      }
      out.write(high << 4 | low);
      i += 2;
    }
    String decoded;
    try {
      decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("percent-encoding in it that is not of UTF-8");
    }
    if (decoded.chars().anyMatch(character -> character < ' ' || character == 127)) {
      throw new IllegalArgumentException("a percent-encoded control character in it");
    }
    return decoded;
  }
}
