package dev.framecast.rtsp.rtp;

/** How NAL units are put into RTP packets. Confined to one thread. */
interface PayloadFormat {
  /** The beginning of a packet, as far as it tells where pictures begin. */
  enum Start {
    /** A picture's first slice. */
    PICTURE,
    /** Another slice, or the rest of one. */
    WITHIN,
    /** No slice: parameter sets and the like, which may stand between slices as well. */
    OTHER
  }

  /**
   * Appends what the packet has in it; damages the unit where a part of that is missing.
   *
   * @param lost whether packets are missing in front of this one
   */
  void take(RtpPacket packet, boolean lost, AccessUnit unit);

  /** What the packet begins with. */
  Start start(RtpPacket packet);

  /** The {@link NalKind} of a NAL unit with that first byte. */
  int kind(int header);
}
