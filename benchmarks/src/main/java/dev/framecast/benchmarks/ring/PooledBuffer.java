package dev.framecast.benchmarks.ring;

import dev.framecast.frame.FrameSlot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ring's idea without its cleverness: slots that count their readers, with one lock around each
 * change. The lock is held for moments and never while bytes are written or read, so it keeps the
 * contract but for the words "never waits": a thread that loses its processor inside of the lock
 * holds up all others until it gets it back.
 */
abstract class PooledBuffer extends Rival {
  private final List<PooledSlot> slots = new ArrayList<>();
  private @Nullable PooledSlot claimed;
  private @Nullable PooledSlot latest;

  // Each of these four is called with the lock held.

  final FrameSlot takeLocked() {
    PooledSlot free = null;
    for (PooledSlot slot : slots) {
      if (slot != latest && slot.readers == 0 && !slot.claimed) {
        free = slot;
        break;
      }
    }
    if (free == null) {
      free = new PooledSlot();
      slots.add(free);
    }
    free.claimed = true;
    claimed = free;
    return free.content;
  }

  final void handOverLocked(long sequence, int width, int height, boolean live) {
    PooledSlot slot = claimed;
    if (slot != null) {
      slot.sequence = sequence;
      slot.width = width;
      slot.height = height;
      slot.live = live;
      slot.claimed = false;
      latest = slot;
      claimed = null;
    }
  }

  final void giveBackLocked() {
    if (claimed != null) {
      claimed.claimed = false;
      claimed = null;
    }
  }

  final @Nullable PooledSlot pinLocked() {
    PooledSlot slot = latest;
    if (slot != null) {
      slot.readers++;
    }
    return slot;
  }

  /** Takes the lock. */
  abstract void unpin(PooledSlot slot);
}
