package dev.framecast.netty;

import java.time.Duration;

/**
 * How streams are sent.
 *
 * @param silence a viewer whose connection takes no byte for that long, while there are some for
 *     it, is gone
 * @param sendBufferBytes SO_SNDBUF of a connection that streams. What lies in the kernel is a frame
 *     that can no longer be replaced by a newer one
 * @param notSentBytes TCP_NOTSENT_LOWAT of a connection that streams, where the transport has it
 */
record StreamOptions(Duration silence, int sendBufferBytes, long notSentBytes) {
  static final StreamOptions DEFAULT =
      new StreamOptions(Duration.ofSeconds(8), 128 * 1024, 64 * 1024);
}
