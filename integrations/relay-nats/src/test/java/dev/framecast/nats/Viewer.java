package dev.framecast.nats;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Who watches a camera: what came, how old it was, and for how long nothing did. */
final class Viewer implements AutoCloseable {
  private final Subscription subscription;
  private final Thread thread;
  private final List<Long> ages = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final AtomicLong backwards = new AtomicLong();
  private volatile long oldest;
  private volatile long before;
  private volatile long longestGap;
  private volatile boolean closed;

  private final boolean looksIntoThem;

  /** One that looks whether each picture is whole. */
  Viewer(Camera camera, Rendition rendition) {
    this(camera, rendition, true);
  }

  Viewer(Camera camera, Rendition rendition, boolean looksIntoThem) {
    this.looksIntoThem = looksIntoThem;
    subscription = camera.subscribe(rendition, 0);
    thread = new Thread(this::watch, "viewer");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    long sequence = 0;
    try {
      while (!closed) {
        try (Frame frame = subscription.next(Duration.ofMillis(100))) {
          if (frame == null || !frame.live()) {
            continue;
          }
          long now = System.nanoTime();
          long age = now - frame.capturedNanos();
          ages.add(age);
          oldest = Math.max(oldest, age);
          backwards.addAndGet(frame.sequence() <= sequence ? 1 : 0);
          sequence = frame.sequence();
          broken.addAndGet(!looksIntoThem || NumberedJpegs.isWhole(frame.bytes()) ? 0 : 1);
          longestGap = before == 0 ? 0 : Math.max(longestGap, now - before);
          before = now;
          live.incrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on what is longest and oldest is measured. */
  void restart() {
    longestGap = 0;
    oldest = 0;
    ages.clear();
  }

  long live() {
    return live.get();
  }

  long broken() {
    return broken.get();
  }

  /** Frames whose number is not higher than that of the one before. */
  long backwards() {
    return backwards.get();
  }

  long oldestMillis() {
    return oldest / 1_000_000;
  }

  /** The longest time without a frame, that which is not over yet too. */
  long longestGapMillis() {
    return Math.max(longestGap, System.nanoTime() - before) / 1_000_000;
  }

  /** In milliseconds, the age of frames when they came: at the median, and beyond. */
  double age(double quantile) {
    List<Long> sorted;
    synchronized (ages) {
      sorted = new ArrayList<>(ages);
    }
    Collections.sort(sorted);
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(quantile * sorted.size())))
            / 1e6;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    subscription.close();
  }
}
