package dev.framecast.benchmarks.strategy;

import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** What is counted of the frames that arrive, since the last {@link #clear}. Any thread. */
final class Scores {
  private final Semaphore arrivals = new Semaphore(0);
  private long[] latencies = new long[4096];
  private int count;

  synchronized void clear() {
    count = 0;
    arrivals.drainPermits();
  }

  /** A frame is with its viewer, so many nanoseconds after the camera took it. */
  synchronized void arrived(long latency) {
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * count);
    }
    latencies[count++] = latency;
    arrivals.release();
  }

  /** Waits for an arrival that nobody waited for yet. */
  void await() throws InterruptedException {
    arrivals.acquire();
  }

  synchronized int count() {
    return count;
  }

  /** The latency that this part (0 to 1) of the frames did not exceed, in milliseconds. */
  synchronized double latencyMillis(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(latencies, 0, count);
    return latencies[(int) (part * (count - 1))] / 1e6;
  }
}
