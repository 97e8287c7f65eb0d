package dev.framecast.ring.stress;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.ring.CaptureBuffer;
import dev.framecast.ring.Chains;
import java.nio.ByteBuffer;

/** What the actors do to a chain besides {@link StressSteps}. */
final class ChainSteps {
  private static final int GROUP = 8;
  private static final int LONGS = 32;

  private static final int SPINS = 32;

  private ChainSteps() {}

  /** With a first key frame, so that readers always find one. */
  static CaptureBuffer begun(CaptureBuffer chain) {
    write(chain);
    return chain;
  }

  /**
   * Publishes a unit that is full of its sequence and names the one that it builds on; each eighth
   * is a key frame, and of three sequences one is left out.
   */
  static void write(CaptureBuffer chain) {
    FrameSlot slot = chain.claim();
    ByteBuffer bytes = slot.reserve(LONGS * Long.BYTES);
    long before = chain.sequence();
    long sequence = before + 1 + (before % 3 == 0 ? 1 : 0);
    for (int i = 0; i < LONGS; i++) {
      bytes.putLong(sequence);
    }
    boolean key = sequence / GROUP != before / GROUP || before == 0;
    slot.video(Chains.VIDEO, key);
    slot.presentedAt(before);
    chain.publishSilently(sequence, 1, 1, true, 1);
  }

  /** Whether what comes after a frame builds on that one, or on nothing. */
  static boolean follows(FrameBuffer chain) {
    long seen;
    try (Frame first = chain.acquireNext(0)) {
      seen = first.sequence();
    }
    for (int i = 0; i < GROUP; i++) {
      for (int k = 0; k < SPINS; k++) { // time in which the twin's next unit is written over
        Thread.onSpinWait();
      }
      try (Frame next = chain.acquireNext(seen)) {
        if (next == null) {
          return true;
        }
        if (!next.isKey() && next.presentedMicros() != seen) {
          return false;
        }
        seen = next.sequence();
      }
    }
    return true;
  }

  /** Whether who hears of a sequence comes to a frame that new, from frame to frame. */
  static boolean keepsItsWord(FrameBuffer chain) {
    long promised = chain.sequence();
    long seen = 0;
    while (seen < promised) {
      try (Frame next = chain.acquireNext(seen)) {
        if (next == null) {
          return false;
        }
        seen = next.sequence();
      }
    }
    return true;
  }
}
