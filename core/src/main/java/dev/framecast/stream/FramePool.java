package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shared frames of one feed, one for each place in the camera's ring, so that in steady state
 * nothing is made for a frame. Confined to the feed's thread.
 */
final class FramePool<P> {
  /**
   * A place that was not seen for so many frames is no more: the ring has given it up, or its
   * memory had to grow.
   */
  private static final int GONE_AFTER = 64;

  private final FrameBuffer frames;
  private final PartMaker<P> maker;
  private final List<SharedFrame<P>> places = new ArrayList<>();

  /** Closed frames, to be handed out by the buffer again. */
  private final ArrayDeque<Frame> used = new ArrayDeque<>();

  private long acquired;
  private boolean closed;

  FramePool(FrameBuffer frames, PartMaker<P> maker) {
    this.frames = frames;
    this.maker = maker;
  }

  /** The newest frame if it is newer than that; nobody may have it yet. The caller releases it. */
  @Nullable SharedFrame<P> acquireNewerThan(long sequence) {
    Frame frame = frames.acquireNext(sequence);
    if (frame == null) {
      return null;
    }
    try {
      return share(frame);
    } catch (RuntimeException | Error e) {
      // Where memory is short: a pin that is lost costs a slot for good.
      frame.close();
      throw e;
    }
  }

  private SharedFrame<P> share(Frame frame) {
    if (!maker.reusesParts()) {
      return new SharedFrame<>(frame, maker, this);
    }
    if (!isInAPlace(frame)) {
      return new SharedFrame<>(frame, maker);
    }
    if (++acquired % GONE_AFTER == 0) {
      forgetUnseen(frame.sequence() - GONE_AFTER);
    }
    for (int i = 0; i < places.size(); i++) {
      SharedFrame<P> known = places.get(i);
      if (!known.isOpen() && known.isIn(frame.memory())) {
        known.open(frame);
        return known;
      }
    }
    SharedFrame<P> made = new SharedFrame<>(frame, maker, this);
    places.add(made);
    return made;
  }

  /** Not so where each frame has memory of its own; to keep that would be to keep the frame. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isInAPlace(Frame frame) {
    ByteBuffer memory = frame.memory();
    return memory == frame.memory();
  }

  private void forgetUnseen(long before) {
    for (int i = places.size() - 1; i >= 0; i--) {
      SharedFrame<P> place = places.get(i);
      if (!place.isOpen() && place.sequence() < before) {
        places.remove(i);
        place.dropParts();
      }
    }
  }

  /** Whether the parts of a frame that is released are wanted for the next in its place. */
  boolean keepsParts() {
    return !closed && maker.reusesParts();
  }

  /**
   * Takes a closed frame back, though its shared frame goes on naming it until it is open again.
   */
  void giveBack(Frame frame) {
    if (!closed && used.size() <= places.size()) {
      used.push(frame);
    }
  }

  /** No frame is acquired any more. Those that are open drop their parts when they are released. */
  void close() {
    closed = true;
    used.clear();
    for (SharedFrame<P> place : places) {
      if (!place.isOpen()) {
        place.dropParts();
      }
    }
    places.clear();
  }
}
