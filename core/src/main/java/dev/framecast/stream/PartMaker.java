package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.function.Function;

/**
 * Makes what a sink writes out of a frame; once for each form, however many viewers get it. On the
 * thread of its {@link FrameFeeds}.
 *
 * @param <P> a frame in the form that the sink can write
 */
public interface PartMaker<P> {

  /** The frame as a part of a stream. The frame stays open until the part is dropped. */
  P make(Frame frame, MjpegWriter writer);

  /** Nobody writes that part any more. */
  default void drop(P part) {}

  /**
   * Whether a part is worth keeping for the next frame in the same {@link Frame#memory()}. It is
   * then {@link #remake remade} for each frame, and dropped when the memory or the viewers are
   * gone.
   */
  default boolean reusesParts() {
    return false;
  }

  /** Makes that part, which nobody writes, anew for another frame in the same memory. */
  default void remake(P part, Frame frame, MjpegWriter writer) {
    throw new UnsupportedOperationException("remake of a maker that reuses no parts");
  }

  /** Fills a part that belongs to a frame's memory with a frame that is there. */
  @FunctionalInterface
  interface Filler<P> {
    void fill(P part, Frame frame, MjpegWriter writer);
  }

  /** A maker of parts that are made once for each memory, and filled for each frame in it. */
  static <P> PartMaker<P> reusing(Function<Frame, P> empty, Filler<P> filler) {
    return new PartMaker<>() {
      @Override
      public P make(Frame frame, MjpegWriter writer) {
        P part = empty.apply(frame);
        filler.fill(part, frame, writer);
        return part;
      }

      @Override
      public boolean reusesParts() {
        return true;
      }

      @Override
      public void remake(P part, Frame frame, MjpegWriter writer) {
        filler.fill(part, frame, writer);
      }
    };
  }
}
