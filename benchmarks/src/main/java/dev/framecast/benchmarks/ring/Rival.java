package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.FrameWriter;
import dev.framecast.frame.Registration;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What the ring's rivals have in common: the claimed slot, the sequence, the wake-ups. How the
 * newest frame gets from the writer to the readers is what they differ in.
 */
abstract class Rival implements FrameBuffer, FrameWriter {
  private final CopyOnWriteArrayList<Wake> wakes = new CopyOnWriteArrayList<>();
  private @Nullable FrameSlot claimed;
  private long published;

  /** Set after the hand-over: who sees n here acquires n or newer. */
  private volatile long newest;

  /** A slot for the writer. */
  abstract FrameSlot take();

  /** Makes what is in the slot the newest frame. */
  abstract void handOver(FrameSlot slot, long sequence, int width, int height, boolean live);

  /** The writer did not need it. */
  abstract void giveBack(FrameSlot slot);

  /** The newest frame, held for its reader; null before the first. */
  abstract @Nullable Frame newest();

  @Override
  public final @Nullable Frame acquireNext(long seen) {
    return sequence() <= seen ? null : newest();
  }

  @Override
  public final FrameSlot claim() {
    if (claimed != null) {
      throw new IllegalStateException("a slot is claimed already: publish or abandon it first");
    }
    FrameSlot slot = take();
    slot.clear();
    claimed = slot;
    return slot;
  }

  @Override
  public final long publish(int width, int height, boolean live) {
    FrameSlot slot = claimed;
    if (slot == null) {
      throw new IllegalStateException("no slot is claimed");
    }
    claimed = null;
    handOver(slot, ++published, width, height, live);
    newest = published;
    wakes.forEach(Wake::run);
    return published;
  }

  @Override
  public final void abandon() {
    FrameSlot slot = claimed;
    if (slot != null) {
      claimed = null;
      giveBack(slot);
    }
  }

  @Override
  public final long sequence() {
    return newest;
  }

  @Override
  public final Registration onPublish(Runnable wakeUp) {
    Wake wake = new Wake(Objects.requireNonNull(wakeUp, "wakeUp"));
    wakes.add(wake);
    return () -> wakes.remove(wake);
  }

  /** An object of its own, so that the same Runnable can be registered twice. */
  private static final class Wake {
    private final Runnable target;

    Wake(Runnable target) {
      this.target = target;
    }

    void run() {
      try {
        target.run();
      } catch (Throwable e) {
        // The contract: others are run all the same. Here nobody has a use for a log of it.
      }
    }
  }
}
