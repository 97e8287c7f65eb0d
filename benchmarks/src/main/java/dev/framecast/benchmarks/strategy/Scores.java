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

  /** Each frame's latency in milliseconds. */
  synchronized double[] millis() {
    return Arrays.stream(latencies, 0, count).mapToDouble(nanos -> nanos / 1e6).toArray();
  }
}
