package dev.framecast.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Gives inputs to a target, and fails where one takes too long or too much memory. */
final class FuzzLimits {
  /** Of processor time: on a busy machine the clock on the wall would say what others do. */
  private static final long MOST_NANOS = 300_000_000L;

  private static final long MOST_NANOS_A_BYTE = 20_000L;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final FuzzTarget target;

  /** The first inputs also load classes, and run code that is not compiled yet. */
  FuzzLimits(FuzzTarget target) throws Exception {
    this.target = target;
    for (byte[] seed : target.seeds().values()) {
      target.take(seed);
    }
  }

  void take(byte[] input) throws Exception {
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long begun = threads.getCurrentThreadCpuTime();
    target.take(input);
    long nanos = threads.getCurrentThreadCpuTime() - begun;
    long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
    if (nanos > MOST_NANOS + MOST_NANOS_A_BYTE * input.length) {
      throw new AssertionError(
          input.length + " bytes took " + nanos / 1_000_000 + " ms of processor time");
    }
    if (bytes > target.mostMemory(input.length)) {
      throw new AssertionError(
          input.length
              + " bytes were taken with "
              + bytes
              + " bytes of memory: must be "
              + target.mostMemory(input.length)
              + " at most");
    }
  }
}
