package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Viewers of JPEGs, who are all sent the newest one. */
final class PictureGroup<P> extends FanOutGroup<P> {

  /** The frame acquired last; of use only while somebody holds it. */
  private @Nullable SharedFrame<P> newest;

  PictureGroup(FanOut<P> fanOut, Subscription subscription) {
    super(fanOut, subscription);
  }

  @Override
  void fanOut() {
    // Held while the viewers take it, so that it is pinned once.
    SharedFrame<P> frame = newerThan(0);
    if (frame != null) {
      try {
        tellAll();
      } finally {
        // Also where memory for a part is short: a pin that is lost costs a slot for good.
        frame.release();
      }
    }
  }

  /**
   * The newest frame if it is newer than that one, shared with those who are being sent it already.
   * The caller releases it.
   */
  @Nullable SharedFrame<P> newerThan(long sequence) {
    long there = frames.sequence();
    if (there <= sequence) {
      return null;
    }
    SharedFrame<P> shared = newest;
    if (shared != null && shared.isOpen() && shared.frame().sequence() >= there) {
      shared.retain();
      return shared;
    }
    Frame frame = frames.acquireNext(sequence);
    if (frame == null) {
      return null;
    }
    shared = new SharedFrame<>(frame, fanOut.factory);
    newest = shared;
    return shared;
  }
}
