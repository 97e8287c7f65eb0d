package dev.framecast.ring;

import java.nio.ByteBuffer;

/**
 * Direct memory that access units are appended to, for one use of that memory: when its units are
 * gone it is claimed for good, and the memory goes on in another block. The algorithm is told at
 * the top of {@link FrameChain}.
 */
final class ChainBlock extends Pinnable {
  /** Its position is the end of what was appended. The writer's, as is all but the pins. */
  private final ByteBuffer memory;

  /** How many of its units the chain has. */
  private int units;

  /** When its memory became free. */
  long claimedNanos;

  ChainBlock(ByteBuffer memory) {
    this.memory = memory;
  }

  int size() {
    return memory.capacity();
  }

  int room() {
    return memory.remaining();
  }

  /** Copies one unit, and gives a read-only view of the copy. */
  ByteBuffer append(ByteBuffer unit) {
    int start = memory.position();
    memory.put(unit);
    units++;
    return memory.slice(start, memory.position() - start).asReadOnlyBuffer();
  }

  void letGoOfOne() {
    units--;
  }

  boolean isEmpty() {
    return units == 0;
  }

  /** To be written over by whoever has claimed this block. */
  ByteBuffer memory() {
    return memory;
  }
}
