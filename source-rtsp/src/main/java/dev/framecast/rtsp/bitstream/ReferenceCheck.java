package dev.framecast.rtsp.bitstream;

import java.nio.ByteBuffer;

/**
 * Sees whether the pictures that one is predicted from have come. Decoders do not tell: they put
 * something else in their place, and all that follows is wrong until the next key frame.
 *
 * <p>Not safe for use by many threads.
 */
public interface ReferenceCheck {

  /**
   * Looks at a packet, which holds one picture; in decoding order.
   *
   * @param packet from 0 to its limit
   * @param fresh whether decoding begins here, so that nothing before it counts
   * @return false if something is missing for certain: the picture's beginning, or one that it
   *     refers to; true also where that cannot be told
   */
  boolean isComplete(ByteBuffer packet, boolean fresh);

  /** Whether the picture that was looked at last may be one that others refer to. */
  boolean isReferenced();

  /**
   * A check for H.264.
   *
   * @param extradata what the container or the SDP has of parameter sets, in either form
   */
  static ReferenceCheck h264(ByteBuffer extradata) {
    return new H264References(extradata);
  }

  /**
   * A check for H.265.
   *
   * @param extradata as for {@link #h264}
   */
  static ReferenceCheck h265(ByteBuffer extradata) {
    return new HevcReferences(extradata);
  }
}
