package dev.framecast.ring;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One buffer of the ring with its word of state. The algorithm is told at the top of {@link
 * FrameRing}.
 */
final class RingSlot {
  private static final int CLAIMED = -1;
  private static final VarHandle PINS;

  static {
    try {
      PINS = MethodHandles.lookup().findVarHandle(RingSlot.class, "pins", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final FrameSlot content = new FrameSlot();
  final FrameFormat format;

  /** How many readers hold this slot, or {@link #CLAIMED}. */
  @SuppressWarnings("unused") // by PINS
  private int pins;

  // Of the content, as it was when it was published: its writer may not have let go of it.
  private long capturedNanos;
  private long capturedMicros;
  private ByteBuffer bytes = content.bytes();

  private long sequence;
  private int width;
  private int height;
  private boolean live;

  RingSlot(FrameFormat format) {
    this.format = format;
  }

  boolean tryClaim() {
    // Not the weak form: failing for no reason would make the ring grow.
    return (int) PINS.getOpaque(this) == 0
        && (int) PINS.compareAndExchangeAcquire(this, 0, CLAIMED) == 0;
  }

  void describe(long sequence, int width, int height, boolean live) {
    this.sequence = sequence;
    this.width = width;
    this.height = height;
    this.live = live;
    this.capturedNanos = content.capturedNanos();
    this.capturedMicros = content.capturedMicros();
    this.bytes = content.bytes();
  }

  void unclaim() {
    PINS.setRelease(this, 0);
  }

  boolean tryPin() {
    int count = (int) PINS.getOpaque(this);
    return count != CLAIMED && PINS.weakCompareAndSetAcquire(this, count, count + 1);
  }

  void unpin() {
    PINS.getAndAddRelease(this, -1);
  }

  boolean isFree() {
    return (int) PINS.getOpaque(this) == 0;
  }

  long sequence() {
    return sequence;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean live() {
    return live;
  }

  long capturedNanos() {
    return capturedNanos;
  }

  long capturedMicros() {
    return capturedMicros;
  }

  int size() {
    return bytes.limit();
  }

  /** A view of its own for each caller. */
  ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
