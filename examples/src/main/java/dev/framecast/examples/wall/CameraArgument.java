package dev.framecast.examples.wall;

import dev.framecast.FrameSource;
import dev.framecast.rtsp.RtspSource;
import dev.framecast.source.HttpMjpegSource;
import dev.framecast.source.TestPatternSource;
import dev.framecast.webcam.WebcamSource;
import java.util.Locale;

/**
 * One {@code --camera ID=URI}.
 *
 * @param id before the first equals sign
 * @param source what the URI stands for
 */
record CameraArgument(String id, FrameSource source) {

  /**
   * Understands the argument.
   *
   * @throws IllegalArgumentException when it cannot; the message never repeats a password
   */
  static CameraArgument parse(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    if (equals < 1 || (colon >= 0 && colon < equals)) {
      throw new IllegalArgumentException(
          "\""
              + MaskedWriter.shown(text)
              + "\": must be ID=URI, such as door=rtsp://192.168.0.10/stream1");
    }
    String id = text.substring(0, equals);
    return new CameraArgument(id, source(id, text.substring(equals + 1)));
  }

  /** Whether that was meant to be one: what stands alone on a command line is not taken. */
  static boolean looksLikeOne(String text) {
    return text.matches("(?s)[A-Za-z0-9][^=:/\\s-]*=[a-z]+:.*");
  }

  private static FrameSource source(String id, String uri) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "rtsp", "rtsps" -> RtspSource.of(uri);
      case "file" -> RtspSource.builder(uri).loop(true).build();
      case "http", "https" -> HttpMjpegSource.of(uri);
      case "webcam" -> WebcamSource.parse(uri.substring(colon + 1));
      case "test" -> TestPatternSource.parse(uri.substring(colon + 1)).label(id);
      default ->
          throw new IllegalArgumentException(
              "\""
                  + MaskedWriter.shown(uri)
                  + "\" of camera "
                  + id
                  + ": must begin with rtsp:, rtsps:, http:, https:, webcam:, file: or test:");
    };
  }
}
