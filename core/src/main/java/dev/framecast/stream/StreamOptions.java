package dev.framecast.stream;

import java.time.Duration;

/**
 * How streams are sent. A sink leaves alone what it has no use for.
 *
 * @param silence a viewer whose connection takes no byte for that long, while there are some for
 *     it, is gone
 * @param probe a viewer that was sent nothing for that long is sent the newest frame again, where
 *     sinks hear of a closed connection only when something is written to it
 * @param sendBufferBytes SO_SNDBUF of a connection that streams. What lies in the kernel is a frame
 *     that can no longer be replaced by a newer one
 * @param notSentBytes TCP_NOTSENT_LOWAT of a connection that streams, where the transport has it
 */
public record StreamOptions(
    Duration silence, Duration probe, int sendBufferBytes, long notSentBytes) {
  public static final StreamOptions DEFAULT =
      new StreamOptions(Duration.ofSeconds(8), Duration.ofSeconds(3), 128 * 1024, 64 * 1024);

  /** The same, but for how long a viewer may be silent. */
  public StreamOptions withSilence(Duration value) {
    return new StreamOptions(value, probe, sendBufferBytes, notSentBytes);
  }
}
