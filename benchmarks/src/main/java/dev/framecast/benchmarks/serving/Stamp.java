package dev.framecast.benchmarks.serving;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comment in a camera's JPEG that says when it was taken.
 *
 * @param sequence the picture's number
 * @param nanos CLOCK_MONOTONIC
 */
record Stamp(long sequence, long nanos) {
  private static final Pattern TEXT =
      Pattern.compile("fakecam dev=\\d+ seq=(\\d+) t=(\\d+)\\.(\\d{9})");

  /** The stamp among the opening bytes of a JPEG, or null. */
  static @Nullable Stamp find(byte[] opening, int length) {
    Matcher matcher = TEXT.matcher(new String(opening, 0, length, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      return null;
    }
    long seconds = Long.parseLong(matcher.group(2));
    return new Stamp(
        Long.parseLong(matcher.group(1)),
        seconds * 1_000_000_000L + Long.parseLong(matcher.group(3)));
  }
}
