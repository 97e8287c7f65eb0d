package dev.framecast.stream;

import dev.framecast.frame.Frame;
import org.jspecify.annotations.Nullable;

/** The live frame that a viewer is being sent, until it is out and counted. */
final class OnItsWay<P> {
  private @Nullable StreamedCamera<P> camera;
  private long capturedNanos;
  private int bytes;

  /** That frame is being sent. It may be closed before it is out. */
  void begin(StreamedCamera<P> of, Frame frame) {
    camera = frame.live() ? of : null; // a slate has no age
    capturedNanos = frame.capturedNanos();
    bytes = frame.size();
  }

  /** What was being sent, if anything, will never be out, or is not to be counted. */
  void forget() {
    camera = null;
  }

  /** What was being sent, if anything, is out. */
  void out() {
    StreamedCamera<P> of = camera;
    camera = null;
    if (of != null) {
      of.delivered(capturedNanos, bytes);
    }
  }
}
