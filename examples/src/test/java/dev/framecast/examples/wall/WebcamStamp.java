package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that the camera puts into each JPEG.
 *
 * @param sequence counts the camera's pictures since it began to stream
 * @param nanos when the picture was taken, on the clock of {@link System#nanoTime()}
 * @param unstamped the JPEG without the comment
 */
record WebcamStamp(long sequence, long nanos, ByteBuffer unstamped) {
  private static final Pattern TEXT =
      Pattern.compile("fakecam dev=[0-9]+ seq=([0-9]+) t=([0-9]+)\\.([0-9]{9})");

  static WebcamStamp of(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    String head = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
    Matcher stamp = TEXT.matcher(head);
    assertThat(stamp.find()).as("a stamp in the JPEG").isTrue();
    ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length);
    rest.write(bytes, 0, stamp.start() - 4); // marker and length of the comment
    rest.write(bytes, stamp.end(), bytes.length - stamp.end());
    long seconds = Long.parseLong(stamp.group(2));
    return new WebcamStamp(
        Long.parseLong(stamp.group(1)),
        seconds * 1_000_000_000L + Long.parseLong(stamp.group(3)),
        ByteBuffer.wrap(rest.toByteArray()));
  }
}
