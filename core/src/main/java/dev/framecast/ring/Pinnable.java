package dev.framecast.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Memory with one word of state: how many readers hold it, or {@link #CLAIMED} while it is the
 * writer's alone. Both are changed by read-modify-writes of that word, so of a claim and a pin one
 * comes first, and the other fails. What the memory orders are for is told at the top of {@link
 * FrameRing} and {@link FrameChain}.
 */
abstract class Pinnable {
  private static final int CLAIMED = -1;
  private static final VarHandle PINS;

  static {
    try {
      PINS = MethodHandles.lookup().findVarHandle(Pinnable.class, "pins", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many readers hold this, or {@link #CLAIMED}. */
  @SuppressWarnings("unused") // by PINS
  private int pins;

  final boolean tryClaim() {
    // Not the weak form: failing for no reason would cost memory.
    return (int) PINS.getOpaque(this) == 0
        && (int) PINS.compareAndExchangeAcquire(this, 0, CLAIMED) == 0;
  }

  final void unclaim() {
    PINS.setRelease(this, 0);
  }

  /** Fails when it is claimed, and now and then when others pin or unpin at the same moment. */
  final boolean tryPin() {
    int count = (int) PINS.getOpaque(this);
    return count != CLAIMED && PINS.weakCompareAndSetAcquire(this, count, count + 1);
  }

  final void unpin() {
    PINS.getAndAddRelease(this, -1);
  }

  final boolean isFree() {
    return (int) PINS.getOpaque(this) == 0;
  }
}
