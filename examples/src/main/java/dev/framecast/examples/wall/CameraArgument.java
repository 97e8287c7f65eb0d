package dev.framecast.examples.wall;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.source.FrameSource;
import dev.framecast.source.http.HttpMjpegSource;
import dev.framecast.source.image.TestPatternSource;
import dev.framecast.webcam.WebcamSource;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One {@code --camera ID=URI}.
 *
 * @param id before the first equals sign
 * @param source what the URI stands for
 */
record CameraArgument(String id, FrameSource source) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String PASSWORDS =
      "with user:password@ before the host if need be; in these, @ is %40, / is %2F, ? is %3F,"
          + " # is %23 and a blank is %20";

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
              + ": must be ID=URI, such as door=rtsp://192.168.0.10/stream1; the ID is 1 to 64"
              + " letters, digits, '.', '_' or '-', the first a letter or digit");
    }
    String uri = text.substring(equals + 1);
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    FrameSource source;
    try {
      source = source(id, scheme, uri);
    } catch (IllegalArgumentException e) {
      source = null; // not with the cause: its message quotes what it does not understand
    }
    if (source == null) {
      throw new IllegalArgumentException(id + ": must " + right(scheme));
    }
    return new CameraArgument(id, source);
  }

  /** Whether that was meant to be one: what stands alone on a command line is not taken. */
  static boolean looksLikeOne(String text) {
    return text.matches("(?s)[A-Za-z0-9][^=:/\\s-]*=[a-z]+:.*");
  }

  private static FrameSource source(String id, String scheme, String uri) {
    String rest = uri.substring(uri.indexOf(':') + 1);
    return switch (scheme) {
      case "rtsp", "rtsps" -> RtspSource.of(uri);
      case "file" -> RtspSource.builder(uri).loop(true).build();
      case "http", "https" -> HttpMjpegSource.of(uri);
      case "webcam" -> WebcamSource.parse(rest);
      case "test" -> TestPatternSource.parse(rest).label(id);
      default -> throw new IllegalArgumentException("scheme");
    };
  }

  private static String right(String scheme) {
    return switch (scheme) {
      case "rtsp", "rtsps" ->
          "be rtsp://host[:port]/path or rtsps://..., "
              + PASSWORDS
              + "; user and password are 127 bytes at most";
      case "http", "https" -> "be http://host[:port]/path or https://..., " + PASSWORDS;
      case "file" -> "be file:PATH, a video file's";
      case "webcam" ->
          "be webcam:DEVICE, which is an index, a path or a name, then maybe"
              + " ?size=1280x720&fps=30&format=FORMAT, which is mjpeg, yuyv or nv12";
      case "test" ->
          "be test:WIDTHxHEIGHT@FPS, such as test:1280x720@30, of 160x90 to 7680x4320 pixels and"
              + " at most 1000 pictures a second";
      default -> "begin with rtsp:, rtsps:, http:, https:, webcam:, file: or test: after the ID";
    };
  }
}
