package dev.framecast.ring.stress;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameWriter;
import java.nio.ByteBuffer;

/** One round of each actor, for any frame buffer. */
final class StressSteps {
  private static final int LONGS = 32;
  private static final int LAST = (LONGS - 1) * Long.BYTES;

  private static final int SPINS = 32;

  private StressSteps() {}

  /** With a first frame, so that readers always find one. */
  static FrameBuffer begun(FrameBuffer ring) {
    write(ring);
    return ring;
  }

  /** Publishes a frame that is full of one number. */
  static void write(FrameBuffer ring) {
    FrameWriter writer = (FrameWriter) ring;
    ByteBuffer bytes = writer.claim().reserve(LONGS * Long.BYTES);
    long number = ring.sequence() + 1;
    for (int i = 0; i < LONGS; i++) {
      bytes.putLong(number);
    }
    writer.publish(1, 1, true);
  }

  /** Whether a frame is full of one number, its own sequence. */
  static boolean isWhole(FrameBuffer ring) {
    try (Frame frame = ring.acquireNext(0)) {
      ByteBuffer bytes = frame.bytes();
      long last = number(bytes, LAST);
      return last == frame.sequence() && last == number(bytes, 0);
    }
  }

  /** Whether a frame stays as it is while a newer one is looked at. */
  static boolean isSteady(FrameBuffer ring) {
    try (Frame frame = ring.acquireNext(0)) {
      ByteBuffer bytes = frame.bytes();
      long before = number(bytes, 0);
      try (Frame newer = ring.acquireNext(0)) {
        return number(newer.bytes(), 0) >= before && number(bytes, LAST) == before;
      }
    }
  }

  /** The twin's frames can be caught while they are empty. */
  private static long number(ByteBuffer bytes, int at) {
    return at + Long.BYTES <= bytes.limit() ? bytes.getLong(at) : -1;
  }

  /** Whether the second of two frames is no older than the first. */
  static boolean goesForward(FrameBuffer ring) {
    try (Frame first = ring.acquireNext(0);
        Frame second = ring.acquireNext(0)) {
      long later = second.sequence();
      for (int i = 0; i < SPINS; i++) { // time in which the twin's first frame is written over
        Thread.onSpinWait();
      }
      return later >= first.sequence();
    }
  }

  /** Whether who hears of a sequence can acquire a frame that new. */
  static boolean keepsItsWord(FrameBuffer ring) {
    long promised = ring.sequence();
    try (Frame frame = ring.acquireNext(0)) {
      return frame.sequence() >= promised;
    }
  }
}
