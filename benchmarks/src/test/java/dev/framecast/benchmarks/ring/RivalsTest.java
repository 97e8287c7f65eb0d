package dev.framecast.benchmarks.ring;

import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameBufferContract;
import org.junit.jupiter.api.Nested;

/** What is compared with the ring does the ring's work. */
class RivalsTest {

  @Nested
  class VolatileArray extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return Kind.VOLATILE_ARRAY.create();
    }
  }

  @Nested
  class Synchronized extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return Kind.SYNCHRONIZED.create();
    }
  }

  @Nested
  class Lock extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return Kind.REENTRANT_LOCK.create();
    }
  }

  @Nested
  class Queue extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return Kind.BLOCKING_QUEUE.create();
    }
  }

  @Nested
  class Disruptor extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return Kind.DISRUPTOR.create();
    }
  }
}
