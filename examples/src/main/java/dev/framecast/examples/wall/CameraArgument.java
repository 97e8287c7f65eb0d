package dev.framecast.examples.wall;

import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.util.regex.Pattern;

/**
 * One {@code --camera ID=ADDRESS}.
 *
 * @param id before the first equals sign
 * @param source what the address stands for
 */
record CameraArgument(String id, FrameSource source) {
  static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Understands the argument.
   *
   * @param number which of the cameras this is, from 1
   * @throws IllegalArgumentException when it cannot; the message repeats nothing but the id, as any
   *     other part may be one of a password
   */
  static CameraArgument parse(String text, int number) {
    int equals = text.indexOf('=');
    String id = equals < 0 ? "" : text.substring(0, equals);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "number "
              + number
              + ": must be ID=ADDRESS, such as door=rtsp://192.168.0.10/stream1; the ID is 1 to 64"
              + " letters, digits, '.', '_' or '-', the first a letter or digit");
    }
    try {
      return new CameraArgument(id, FrameSources.of(text.substring(equals + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(id + ": " + e.getMessage(), e);
    }
  }

  /** Whether that was meant to be one: what stands alone on a command line is not taken. */
  static boolean looksLikeOne(String text) {
    return text.matches("(?s)[A-Za-z0-9][^=:/\\s-]*=[a-z]+:.*");
  }
}
