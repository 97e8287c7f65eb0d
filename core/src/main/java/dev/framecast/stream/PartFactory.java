package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;

/**
 * Makes what a sink writes out of a frame; once for each form, however many viewers get it. On the
 * thread of its {@link FanOut}.
 *
 * @param <P> a part: a frame in the form that the sink can write
 */
@FunctionalInterface
public interface PartFactory<P> {

  /** The frame as a part of a stream. The frame stays open until the part is released. */
  P create(Frame frame, MjpegWriter writer);

  /** Nobody writes that part any more: its memory may be used again. */
  default void release(P part) {}
}
