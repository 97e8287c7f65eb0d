package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * One frame on its way to the viewers of one thread: pinned once, made into a part once for each
 * form. Its holders are counted with a plain int, because it is confined to that thread.
 *
 * @param <P> a part: a frame in the form that the sink can write
 */
public final class SharedFrame<P> {
  private final Frame frame;
  private final PartFactory<P> factory;
  private final Map<MjpegWriter, P> parts = new HashMap<>(2);
  private int holders = 1;

  /** Takes the frame over; the caller holds it until {@link #release}. */
  public SharedFrame(Frame frame, PartFactory<P> factory) {
    this.frame = frame;
    this.factory = factory;
  }

  Frame frame() {
    return frame;
  }

  /** The frame as a part of a stream of that form, made at the first call. */
  P part(MjpegWriter writer) {
    P known = parts.get(writer);
    if (known == null) {
      known = factory.create(frame, writer);
      parts.put(writer, known);
    }
    return known;
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
    try {
      parts.values().forEach(factory::release);
      parts.clear();
    } finally {
      frame.close();
    }
  }
}
