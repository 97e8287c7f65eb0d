package dev.framecast.sink;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way to the viewers of one thread: pinned once, made into a part once for each
 * form. Its holders are counted with a plain int, because it is confined to that thread.
 *
 * @param <P> a frame in the form that the sink can write
 */
public final class SharedFrame<P> {
  private final Frame frame;
  private final PartMaker<P> maker;
  private final long sequence;
  private final long capturedNanos;
  private final boolean live;
  private @Nullable Made<P> parts;
  private int holders = 1;

  private record Made<P>(MjpegWriter writer, P part, @Nullable Made<P> next) {}

  /** Takes the frame over; the caller holds it until {@link #release}. */
  public SharedFrame(Frame frame, PartMaker<P> maker) {
    this.frame = frame;
    this.maker = maker;
    this.sequence = frame.sequence();
    this.capturedNanos = frame.capturedNanos();
    this.live = frame.live();
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
        return made.part;
      }
    }
    P part = maker.make(frame, writer);
    parts = new Made<>(writer, part, parts);
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

  /** One holder less; the last lets go of the parts and of the pin. */
  public void release() {
    if (--holders == 0) {
      for (Made<P> made = parts; made != null; made = made.next) {
        maker.drop(made.part);
      }
      frame.close();
    }
  }
}
