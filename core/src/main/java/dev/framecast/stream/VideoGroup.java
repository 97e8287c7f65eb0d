package dev.framecast.stream;

import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Viewers of a camera's video, each of whom is sent what follows the unit that he has: those who
 * keep up the same one, and who is slow or came a moment ago another. A unit that several are sent
 * at a time is pinned once, and made into a part once.
 */
final class VideoGroup<P> extends FanOutGroup<P> {
  /** Kept while all look for what is next: as many as come while a thread is busy. */
  private static final int MOST_KEPT = 8;

  /** Those that somebody holds, and some that nobody does any more. */
  private final List<SharedFrame<P>> open = new ArrayList<>();

  /** Held while the viewers take them. */
  private final List<SharedFrame<P>> kept = new ArrayList<>();

  private boolean keeping;

  /** The unit acquired last as what follows another, and that one's sequence. */
  private @Nullable SharedFrame<P> newest;

  private long before;

  VideoGroup(FanOut<P> fanOut, Subscription subscription) {
    super(fanOut, subscription);
  }

  @Override
  void fanOut() {
    keeping = true;
    try {
      tellAll();
    } finally {
      keeping = false;
      while (!kept.isEmpty()) {
        kept.remove(kept.size() - 1).release();
      }
    }
  }

  /** Whether no more will come. To be asked before the look at what there is. */
  boolean isEnded() {
    return frames.isEnded();
  }

  /** Whether pictures arrive from the camera. */
  boolean isLive() {
    return camera.state() == CameraState.LIVE;
  }

  /** The newest unit's sequence. */
  long sequence() {
    return frames.sequence();
  }

  /**
   * What follows that unit: the next one, or, where that is gone, the newest key frame. The caller
   * releases it.
   */
  @Nullable SharedFrame<P> after(long sequence) {
    SharedFrame<P> shared = newest;
    if (shared != null
        && before == sequence
        && shared.isOpen()
        && shared.frame().sequence() == frames.sequence()) {
      shared.retain();
      return shared;
    }
    Frame frame = frames.acquireNext(sequence);
    if (frame == null) {
      return null;
    }
    shared = share(frame);
    newest = shared;
    before = sequence;
    return shared;
  }

  /** The newest key frame, if it is above that sequence. The caller releases it. */
  @Nullable SharedFrame<P> newestKey(long sequence) {
    Frame frame = frames.acquireNext(0);
    if (frame != null && frame.sequence() <= sequence) {
      frame.close();
      return null;
    }
    return frame == null ? null : share(frame);
  }

  private SharedFrame<P> share(Frame frame) {
    long sequence = frame.sequence();
    SharedFrame<P> shared = null;
    for (int i = open.size() - 1; i >= 0; i--) {
      SharedFrame<P> each = open.get(i);
      if (!each.isOpen()) {
        open.remove(i);
      } else if (each.frame().sequence() == sequence) {
        shared = each;
      }
    }
    if (shared != null) {
      frame.close();
      shared.retain();
      return shared;
    }
    shared = new SharedFrame<>(frame, fanOut.factory);
    open.add(shared);
    if (keeping) {
      keep(shared);
    }
    return shared;
  }

  private void keep(SharedFrame<P> shared) {
    shared.retain();
    kept.add(shared);
    if (kept.size() > MOST_KEPT) {
      kept.remove(0).release();
    }
  }
}
