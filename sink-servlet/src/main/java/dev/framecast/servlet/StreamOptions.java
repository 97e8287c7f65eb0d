package dev.framecast.servlet;

import java.time.Duration;

/**
 * How streams are sent.
 *
 * @param silence a viewer whose connection takes no byte for that long, while there are some for
 *     it, is gone
 * @param probe a viewer that was sent nothing for that long is sent the newest frame again, because
 *     containers tell of a closed connection only when something is written to it
 */
record StreamOptions(Duration silence, Duration probe) {
  static final StreamOptions DEFAULT =
      new StreamOptions(Duration.ofSeconds(8), Duration.ofSeconds(3));
}
