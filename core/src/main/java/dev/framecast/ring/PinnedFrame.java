package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's hold on a slot. The handle is small and made anew for each acquire, because a {@link
 * #close()} must be idempotent: a second one must not undo the pin of somebody else.
 */
final class PinnedFrame implements Frame {
  private static final VarHandle SLOT;

  static {
    try {
      SLOT = MethodHandles.lookup().findVarHandle(PinnedFrame.class, "slot", RingSlot.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable RingSlot slot;

  PinnedFrame(RingSlot slot) {
    this.slot = slot;
  }

  private RingSlot pinned() {
    RingSlot s = slot;
    if (s == null) {
      throw new IllegalStateException("the frame is closed");
    }
    return s;
  }

  @Override
  public long sequence() {
    return pinned().sequence();
  }

  @Override
  public long capturedNanos() {
    return pinned().capturedNanos();
  }

  @Override
  public long capturedMicros() {
    return pinned().capturedMicros();
  }

  @Override
  public int width() {
    return pinned().width();
  }

  @Override
  public int height() {
    return pinned().height();
  }

  @Override
  public boolean live() {
    return pinned().live();
  }

  @Override
  public FrameFormat format() {
    return pinned().format;
  }

  @Override
  public int size() {
    return pinned().size();
  }

  @Override
  public ByteBuffer bytes() {
    return pinned().bytes();
  }

  @Override
  public void close() {
    // A full exchange: of two threads that close at once exactly one may unpin.
    RingSlot s = (RingSlot) SLOT.getAndSet(this, null);
    if (s != null) {
      s.unpin();
    }
  }
}
