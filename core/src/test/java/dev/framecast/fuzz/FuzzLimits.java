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
  private final int memoryFactor;
  private long nanos;
  private long memory;

  FuzzLimits(FuzzTarget target) throws Exception {
    this(target, 1);
  }

  /**
   * With so many times the memory.
   *
   * @param memoryFactor for a fuzzer's own notes of what is compared, made by the same thread
   */
  FuzzLimits(FuzzTarget target, int memoryFactor) throws Exception {
    this.target = target;
    this.memoryFactor = memoryFactor;
    for (byte[] seed : target.seeds().values()) {
      take(seed);
    }
  }

  /** Gives the target a copy of the input. */
  void take(byte[] input) throws Exception {
    measure(input);
    if (isTooMuch(input)) {
      measure(input); // the first to come to a place also loads the classes that are there
    }
    if (isTooMuch(input)) {
      throw new AssertionError(
          String.format(
              "%d bytes took %d ms of processor time, %d bytes of memory: must be %d and %d",
              input.length,
              nanos / 1_000_000,
              memory,
              mostNanos(input) / 1_000_000,
              mostMemory(input)));
    }
  }

  private void measure(byte[] input) throws Exception {
    byte[] copy = input.clone();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long begun = threads.getCurrentThreadCpuTime();
    target.take(copy);
    nanos = threads.getCurrentThreadCpuTime() - begun;
    memory = threads.getCurrentThreadAllocatedBytes() - allocated;
  }

  private boolean isTooMuch(byte[] input) {
    return nanos > mostNanos(input) || memory > mostMemory(input);
  }

  private long mostMemory(byte[] input) {
    return memoryFactor * target.mostMemory(input.length);
  }

  private static long mostNanos(byte[] input) {
    return MOST_NANOS + MOST_NANOS_A_BYTE * input.length;
  }
}
