package dev.framecast.benchmarks.ring;

import dev.framecast.frame.FrameSlot;

/** A slot of a {@link PooledBuffer}; everything is guarded by the buffer's lock. */
final class PooledSlot {
  final FrameSlot content = new FrameSlot();
  int readers;
  boolean claimed;
  long sequence;
  int width;
  int height;
  boolean live;
}
