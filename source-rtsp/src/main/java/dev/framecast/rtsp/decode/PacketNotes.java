package dev.framecast.rtsp.decode;

/**
 * What is known of the packets that a decoder has taken, for the pictures that it makes of them
 * later. Confined to the session's thread.
 */
final class PacketNotes {
  /** More than what decoders hold: 16 pictures to be reordered, and some for each thread. */
  private static final int KEPT = 256;

  private final long[] groups = new long[KEPT];
  private final long[] captured = new long[KEPT];
  private long last;

  /**
   * Notes a packet.
   *
   * @return its number, from 1 on
   */
  long add(long group, long capturedAt) {
    last++;
    groups[(int) (last % KEPT)] = group;
    captured[(int) (last % KEPT)] = capturedAt;
    return last;
  }

  /** The packet of that number was to be had at another time. */
  void cameAt(long number, long capturedAt) {
    captured[(int) (number % KEPT)] = capturedAt;
  }

  /** The {@link PictureGate}'s group of the packet. */
  long group(long number) {
    return groups[(int) (number % KEPT)];
  }

  /** When the packet was to be had. */
  long captured(long number) {
    return captured[(int) (number % KEPT)];
  }
}
