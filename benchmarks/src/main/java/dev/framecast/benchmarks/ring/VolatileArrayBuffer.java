package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import org.jspecify.annotations.Nullable;

/**
 * The simplest thing that works: each frame in a fresh array, behind a volatile reference. No
 * reader can hold up anybody; the price is garbage, as many bytes as the camera sends, and one copy
 * from the slot, because {@link FrameSlot} owns its memory.
 */
final class VolatileArrayBuffer extends Rival {
  private final FrameSlot slot = new FrameSlot();
  private volatile ArrayFrame.@Nullable Content latest;

  @Override
  FrameSlot take() {
    return slot;
  }

  @Override
  void handOver(FrameSlot from, long sequence, int width, int height, boolean live) {
    latest = ArrayFrame.Content.of(from, sequence, width, height, live);
  }

  @Override
  void giveBack(FrameSlot unused) {
    // There is only the one.
  }

  @Override
  @Nullable Frame newest() {
    ArrayFrame.Content content = latest;
    return content == null ? null : new ArrayFrame(content);
  }
}
