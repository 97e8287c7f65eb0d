package dev.framecast.ring;

import java.util.concurrent.TimeUnit;

/**
 * How much of its past a {@link FrameChain} keeps.
 *
 * @param groupBytes what a group of pictures may have for readers to begin there, the objects that
 *     stand for its units included; and what is kept of older groups
 * @param groupNanos how long a group may go on for readers to begin there
 * @param followNanos how old a unit may be of a group that is beyond that
 * @param endNanos how long a group is kept after the next one has begun
 */
record ChainBounds(long groupBytes, long groupNanos, long followNanos, long endNanos) {
  /** What cameras use, of which most send a key frame every one to four seconds. */
  static final ChainBounds USUAL =
      new ChainBounds(
          16 << 20,
          TimeUnit.SECONDS.toNanos(10),
          TimeUnit.SECONDS.toNanos(1),
          TimeUnit.MILLISECONDS.toNanos(500));
}
