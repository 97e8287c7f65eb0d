package dev.framecast.internal;

import java.util.Locale;
import java.util.Optional;

/**
 * Which http addresses are video streams, and not of JPEGs: told by their path, so that the right
 * source takes them.
 */
public final class StreamPaths {
  private StreamPaths() {}

  /**
   * Whether an address is that of a video stream.
   *
   * @param location what stands behind the scheme, with the query if there is one
   * @param format what the app calls it, if anything
   */
  public static boolean isStream(String location, Optional<String> format) {
    return format.isPresent() || !format(location).isEmpty();
  }

  /** {@code hls}, {@code flv} or {@code mpegts} by the path's ending, else empty. */
  public static String format(String location) {
    String path = location.replaceFirst("[?#].*", "").toLowerCase(Locale.ROOT);
    if (path.endsWith(".m3u8")) {
      return "hls";
    }
    return path.endsWith(".flv") ? "flv" : path.endsWith(".ts") ? "mpegts" : "";
  }
}
