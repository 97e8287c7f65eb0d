package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way to the viewers of one thread: pinned once, made into a part once for each
 * form. Its holders are counted with a plain int, because it is confined to that thread.
 *
 * <p>When the last holder has let go, a {@link FramePool} keeps it, with its parts, for the next
 * frame in the same memory.
 *
 * @param <P> a frame in the form that the sink can write
 */
public final class SharedFrame<P> {
  private final PartMaker<P> maker;
  private final @Nullable FramePool<P> pool;

  /** Of which a pool knows it again. */
  private final @Nullable ByteBuffer memory;

  private Frame frame;
  private long sequence;
  private long capturedNanos;
  private boolean live;
  private @Nullable Made<P> parts;
  private int holders;

  /** A part in one form, and for which frame it was made. */
  private static final class Made<P> {
    private final MjpegWriter writer;
    private final @Nullable Made<P> next;
    private final P part;
    private long sequence;

    Made(MjpegWriter writer, P part, long sequence, @Nullable Made<P> next) {
      this.writer = writer;
      this.part = part;
      this.sequence = sequence;
      this.next = next;
    }
  }

  /** Takes the frame over; the caller holds it until {@link #release}. */
  public SharedFrame(Frame frame, PartMaker<P> maker) {
    this(frame, maker, null);
  }

  SharedFrame(Frame frame, PartMaker<P> maker, @Nullable FramePool<P> pool) {
    this.frame = frame;
    this.maker = maker;
    this.pool = pool;
    this.memory = pool == null ? null : frame.memory();
    open(frame);
  }

  /** Whether the parts are made of that memory: of that very object. */
  @SuppressWarnings("ReferenceEquality")
  boolean isIn(ByteBuffer place) {
    return memory == place;
  }

  /** Takes over a frame that is in the same memory as the one before. */
  void open(Frame next) {
    frame = next;
    sequence = next.sequence();
    capturedNanos = next.capturedNanos();
    live = next.live();
    holders = 1;
  }

  long sequence() {
    return sequence;
  }

  long capturedNanos() {
    return capturedNanos;
  }

  boolean live() {
    return live;
  }

  /** The frame as a part of a stream of that form, made at the first call. */
  P part(MjpegWriter writer) {
    for (Made<P> made = parts; made != null; made = made.next) {
      if (made.writer.equals(writer)) {
        if (made.sequence != sequence) {
          maker.remake(made.part, frame, writer);
          made.sequence = sequence;
        }
        return made.part;
      }
    }
    P part = maker.make(frame, writer);
    parts = new Made<>(writer, part, sequence, parts);
    return part;
  }

  /** Whether it may still be handed to a viewer. */
  boolean isOpen() {
    return holders > 0;
  }

  /** One more holds it. */
  public void retain() {
    holders++;
  }

  /** One holder less; the last lets go of the pin. */
  public void release() {
    if (--holders > 0) {
      return;
    }
    FramePool<P> from = pool;
    try {
      if (from == null || !from.keepsParts()) {
        dropParts();
      }
    } finally {
      frame.close();
    }
    if (from != null) {
      from.giveBack(frame);
    }
  }

  void dropParts() {
    for (Made<P> made = parts; made != null; made = made.next) {
      maker.drop(made.part);
    }
    parts = null;
  }
}
