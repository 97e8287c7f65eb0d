package dev.framecast.benchmarks.serving;

import java.util.Arrays;

/** Durations, and what part of them did not exceed which. Nanoseconds in, milliseconds out. */
final class Tally {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = value;
  }

  int count() {
    return count;
  }

  /** -1 where there are none. */
  double millis(double part) {
    if (count == 0) {
      return -1;
    }
    Arrays.sort(nanos, 0, count);
    return nanos[(int) (part * (count - 1))] / 1e6;
  }
}
