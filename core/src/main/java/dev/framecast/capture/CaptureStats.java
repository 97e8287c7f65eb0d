package dev.framecast.capture;

import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of a camera. Written by the capture thread (and the watchdog, where it says so),
 * read by anyone.
 */
final class CaptureStats {
  /** Weight of the newest interval in the average: about the last ten count. */
  private static final double NEW = 0.1;

  final LongAdder captured = new LongAdder();
  final LongAdder decoded = new LongAdder();
  final LongAdder encoded = new LongAdder();
  final LongAdder passedThrough = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder connects = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  final LongAdder failures = new LongAdder();

  private volatile long lastPicture;

  /** When the picture that came last was captured, by its source's word. */
  private volatile long lastCapture;

  private volatile boolean any;
  private volatile double interval;

  /** A good picture arrived. Capture thread. */
  void picture(long now, long capturedAt, boolean firstOfConnection) {
    captured.increment();
    if (!firstOfConnection && any) {
      double latest = now - lastPicture;
      interval = interval == 0 ? latest : interval + NEW * (latest - interval);
    }
    lastPicture = now;
    lastCapture = capturedAt;
    any = true;
  }

  /** The camera has another source, of which nothing has come yet. Under the write lock. */
  void forgetPictures() {
    interval = 0;
    any = false;
  }

  /** Nanoseconds between pictures on average, 0 while unknown. */
  double interval() {
    return interval;
  }

  /** Nanoseconds since the last good picture was captured, or -1 if there was none. */
  long age(long now) {
    return any ? Math.max(0, now - lastCapture) : -1;
  }

  /** Pictures a second; falls off when none come. */
  double fps(long now) {
    double mean = interval;
    long age = now - lastPicture;
    if (mean == 0 || age < 0) {
      return 0;
    }
    return age > 5 * mean && age > 1e9 ? 0 : 1e9 / Math.max(mean, age - mean);
  }
}
