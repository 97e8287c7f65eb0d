package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's hold on what is pinned for it. The handle is small and made anew for each acquire,
 * because a {@link #close()} must be idempotent: a second one must not undo the pin of somebody
 * else.
 */
final class PinnedFrame implements Frame {
  private static final VarHandle PINNED;

  static {
    try {
      PINNED = MethodHandles.lookup().findVarHandle(PinnedFrame.class, "pinned", Frame.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable Frame pinned;

  /**
   * For a frame that is pinned.
   *
   * @param pinned closed once, which undoes that pin
   */
  PinnedFrame(Frame pinned) {
    this.pinned = pinned;
  }

  private Frame pinned() {
    Frame frame = pinned;
    if (frame == null) {
      throw new IllegalStateException("the frame is closed");
    }
    return frame;
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
  public boolean provisional() {
    return pinned().provisional();
  }

  @Override
  public FrameFormat format() {
    return pinned().format();
  }

  @Override
  public boolean isKey() {
    return pinned().isKey();
  }

  @Override
  public @Nullable VideoFormat video() {
    return pinned().video();
  }

  @Override
  public long presentedMicros() {
    return pinned().presentedMicros();
  }

  @Override
  public int epoch() {
    return pinned().epoch();
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
    Frame frame = (Frame) PINNED.getAndSet(this, null);
    if (frame != null) {
      frame.close();
    }
  }
}
