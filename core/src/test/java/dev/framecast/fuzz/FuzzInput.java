package dev.framecast.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An input of a fuzzer, taken apart from its beginning on. */
public final class FuzzInput {
  private final byte[] bytes;
  private int at;

  public FuzzInput(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean isEmpty() {
    return at >= bytes.length;
  }

  /** One byte, 0 to 255; 0 behind the end. */
  public int number() {
    return isEmpty() ? 0 : bytes[at++] & 0xFF;
  }

  /** One of these, by one byte. */
  @SafeVarargs
  public final <T> T oneOf(T... choices) {
    return choices[number() % choices.length];
  }

  /** Up to the next line feed, which is taken as well. */
  public String line() {
    int start = at;
    while (!isEmpty() && bytes[at] != '\n') {
      at++;
    }
    String line = new String(bytes, start, at - start, UTF_8);
    at = Math.min(bytes.length, at + 1);
    return line;
  }

  /** That many bytes, or as many as are left. */
  public byte[] bytes(int count) {
    int start = at;
    at = Math.min(bytes.length, start + count);
    return Arrays.copyOfRange(bytes, start, at);
  }

  public byte[] rest() {
    return bytes(bytes.length);
  }

  /** The rest as UTF-8. */
  public String text() {
    return new String(rest(), UTF_8);
  }

  /** The rest with a character for each byte. */
  public String latin1() {
    return new String(rest(), ISO_8859_1);
  }

  /** Seeds of these texts, each with that in front of it. */
  public static Map<String, byte[]> seeds(String front, String... texts) {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String text : texts) {
      seeds.put("seed-" + seeds.size(), (front + text).getBytes(UTF_8));
    }
    return seeds;
  }
}
