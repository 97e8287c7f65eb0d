package dev.framecast.ring;

import dev.framecast.frame.FrameSlot;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a chain keeps of its past, and for how long: {@link ChainBounds}. The writer's alone. */
final class ChainHistory {
  /** What a unit costs besides its bytes, so that many small ones are bounded as well. */
  private static final long UNIT_OVERHEAD = 256;

  private static final long NONE = -1;

  private final ChainIndex index;
  private final ChainBounds bounds;
  private final ChainMemory memory = new ChainMemory();

  /** Key frames with older groups before them. */
  private final ArrayDeque<ChainUnit> successors = new ArrayDeque<>();

  private @Nullable ChainUnit newest;

  /** Where the present group begins, what is kept of it, and of those before it. */
  private long groupStart;

  private long groupBytes;
  private long olderBytes;

  ChainHistory(ChainIndex index, ChainBounds bounds) {
    this.index = index;
    this.bounds = bounds;
  }

  /** Copies what is in the slot. It is in the index then, though not announced. */
  void add(
      FrameSlot slot, long sequence, int width, int height, boolean live, int epoch, long now) {
    ChainBlock block = memory.reserve(slot.length(), slot.isKey(), now);
    long before = newest == null ? NONE : newest.sequence();
    ChainUnit unit =
        new ChainUnit(block, slot, index.end(), before, now, sequence, width, height, live, epoch);
    boolean hasOlder = !index.isEmpty();
    index.add(unit);
    newest = unit;
    if (unit.isKey()) {
      index.beginAt(unit);
      groupStart = unit.position;
      olderBytes += groupBytes;
      groupBytes = cost(unit);
      if (hasOlder) {
        successors.add(unit);
      }
    } else {
      groupBytes += cost(unit);
    }
    letGo(unit, now);
  }

  private static long cost(ChainUnit unit) {
    return unit.size() + UNIT_OVERHEAD;
  }

  private void letGo(ChainUnit unit, long now) {
    if (unit.video() == null) {
      successors.clear();
      letGoBefore(unit, now);
    }
    ChainUnit successor = successors.peek();
    while (successor != null && now - successor.publishedNanos >= bounds.endNanos()) {
      letGoBefore(successor, now);
      successors.remove();
      successor = successors.peek();
    }
    while (olderBytes > bounds.groupBytes()) {
      letGoOfOldest(now);
    }
    ChainUnit key = index.newestKey();
    if (key == null || isTooMuch(key, unit)) {
      index.beginAt(null);
      letGoOfTooMuch(unit, now);
    }
  }

  private boolean isTooMuch(ChainUnit key, ChainUnit unit) {
    return key != unit // a key frame is never too much by itself
        && (groupBytes > bounds.groupBytes()
            || unit.publishedNanos - key.publishedNanos > bounds.groupNanos());
  }

  private void letGoBefore(ChainUnit unit, long now) {
    while (index.first() < unit.position) {
      letGoOfOldest(now);
    }
  }

  private void letGoOfTooMuch(ChainUnit unit, long now) {
    ChainUnit oldest = index.oldest();
    while (oldest != unit
        && (olderBytes + groupBytes > bounds.groupBytes()
            || now - oldest.publishedNanos > bounds.followNanos())) {
      letGoOfOldest(now);
      oldest = index.oldest();
    }
  }

  private void letGoOfOldest(long now) {
    ChainUnit oldest = index.removeOldest();
    if (oldest.position < groupStart) {
      olderBytes -= cost(oldest);
    } else {
      groupBytes -= cost(oldest);
    }
    memory.letGo(oldest.block, now);
  }

  /** Bytes of direct memory, whatever is in it. */
  long memoryBytes() {
    return memory.total();
  }
}
