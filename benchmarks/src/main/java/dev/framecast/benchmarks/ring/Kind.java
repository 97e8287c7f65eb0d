package dev.framecast.benchmarks.ring;

import dev.framecast.frame.FrameBuffer;
import dev.framecast.ring.FrameRing;

/** The buffers that are compared. */
public enum Kind {
  RING,
  VOLATILE_ARRAY,
  SYNCHRONIZED,
  REENTRANT_LOCK,
  BLOCKING_QUEUE,
  DISRUPTOR;

  /** A new one, without a frame, which is its writer, too. */
  FrameBuffer create() {
    return switch (this) {
      case RING -> new FrameRing();
      case VOLATILE_ARRAY -> new VolatileArrayBuffer();
      case SYNCHRONIZED -> new SynchronizedBuffer();
      case REENTRANT_LOCK -> new LockBuffer();
      case BLOCKING_QUEUE -> new QueueBuffer();
      case DISRUPTOR -> new DisruptorBuffer();
    };
  }
}
