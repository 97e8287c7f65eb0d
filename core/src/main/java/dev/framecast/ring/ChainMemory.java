package dev.framecast.ring;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one chain: the one that is appended to, those that only readers still hold, and
 * memory to use again. The writer's alone.
 */
final class ChainMemory {
  private static final int SMALLEST = 64 << 10;
  private static final int LARGEST = 1 << 20;

  /** Into how many blocks a group of pictures goes, about. */
  private static final int BLOCKS_A_GROUP = 8;

  /**
   * Longer than cameras take between key frames: what was of no use for that long is not needed.
   */
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** So many are kept even so, for the group now and then that is larger than the others. */
  private static final int SPARES_KEPT = 2;

  /** Claimed blocks, whose memory can be used again; the last one used is the first here. */
  private final ArrayDeque<ChainBlock> spares = new ArrayDeque<>();

  /** Blocks that only readers have. */
  private final List<ChainBlock> held = new ArrayList<>();

  private @Nullable ChainBlock current;

  /** Bytes of the present group, and of the largest one lately. */
  private long group;

  private long usual;
  private long total;

  /** A block with room for a unit of that length, which is in none of the other units' way. */
  ChainBlock reserve(int length, boolean beginsGroup, long now) {
    if (beginsGroup) {
      usual = Math.max(group, usual - usual / 8);
      group = 0;
    }
    group += length;
    ChainBlock block = current;
    if (block == null || beginsGroup || block.room() < length) {
      current = null;
      if (block != null && block.isEmpty()) {
        release(block, now);
      }
      block = new ChainBlock(memory(length, now));
      current = block;
    }
    return block;
  }

  /** For each unit that the chain does not have any more. */
  void letGo(ChainBlock block, long now) {
    block.letGoOfOne();
    if (block.isEmpty() && block != current) {
      release(block, now);
    }
  }

  private void release(ChainBlock block, long now) {
    if (!reclaim(block, now)) {
      held.add(block);
    }
  }

  private boolean reclaim(ChainBlock block, long now) {
    boolean claimed = block.tryClaim(); // (4)
    if (claimed) {
      block.claimedNanos = now;
      spares.push(block);
    }
    return claimed;
  }

  private ByteBuffer memory(int length, long now) {
    held.removeIf(block -> reclaim(block, now));
    int wanted = size(length);
    ChainBlock spare = takeSpare(length, wanted);
    trim(now);
    if (spare != null) {
      return spare.memory().clear();
    }
    total += wanted;
    return ByteBuffer.allocateDirect(wanted);
  }

  /** The smallest that does, and of these the one that was in use last: others can go, then. */
  private @Nullable ChainBlock takeSpare(int length, int wanted) {
    ChainBlock best = null;
    for (ChainBlock spare : spares) {
      int size = spare.size();
      boolean does = size >= Math.max(length, wanted / 2) && size <= 4L * wanted;
      if (does && (best == null || size < best.size())) {
        best = spare;
      }
    }
    if (best != null) {
      spares.remove(best);
    }
    return best;
  }

  private void trim(long now) {
    int largest = BLOCKS_A_GROUP * size(0);
    int kept = 0;
    Iterator<ChainBlock> oldestFirst = spares.descendingIterator();
    while (oldestFirst.hasNext()) {
      ChainBlock spare = oldestFirst.next();
      if (now - spare.claimedNanos <= SPARE_NANOS) {
        return;
      }
      if (spare.size() <= largest && kept < SPARES_KEPT) {
        kept++;
      } else {
        oldestFirst.remove();
        total -= spare.size();
      }
    }
  }

  /** A power of two as long as it is no larger than blocks should be, so that sizes settle. */
  private int size(int length) {
    long share = Math.max(group, usual) / BLOCKS_A_GROUP;
    long wanted = Math.max(length, Math.min(LARGEST, Math.max(SMALLEST, share)));
    if (wanted > LARGEST) {
      return (int) Math.min(Integer.MAX_VALUE - 8, (wanted + LARGEST - 1) / LARGEST * LARGEST);
    }
    return Integer.highestOneBit((int) (2 * wanted - 1));
  }

  /** Bytes of all blocks and spare memory, whatever is in them. */
  long total() {
    return total;
  }
}
