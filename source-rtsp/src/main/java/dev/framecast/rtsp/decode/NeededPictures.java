package dev.framecast.rtsp.decode;

import java.util.concurrent.TimeUnit;

/**
 * Which pictures of a stream must be decoded for those who watch: all of them, those that others
 * refer to, or key frames alone. Decided by how often each kind has come, not by what the stream
 * promises. Confined to the session's thread.
 *
 * <p>From key frames alone there is no way back before the next key frame. So they must come often
 * enough for whoever begins to watch, and fewer pictures must have been enough for a while.
 */
final class NeededPictures {
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** A viewer of more pictures waits that long for his first one. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** Pictures wander: what comes that much more seldom than it is wanted is taken for enough. */
  private static final double SLACK = 1.05;

  private static final int KEYS_KNOWN = 3;
  private static final int REFUSALS = 2;
  private static final double NEW = 1 / 16.0;

  private int keys;
  private long lastKeyAt;
  private long lastInterval;
  private long keyInterval;
  private long lastReferencedAt;
  private double referencedInterval;
  private boolean anyUnreferenced;
  private long enoughSince;
  private boolean keysAlone;
  private int refused;

  /**
   * A packet has come.
   *
   * @param wantedFps pictures a second that satisfy everybody, 0 for all
   * @return whether it is left out
   */
  boolean leavesOut(boolean key, double wantedFps, long now) {
    if (key) {
      long interval = now - lastKeyAt;
      // The longer of the last two: some cameras put key frames where the picture changes.
      keyInterval = Math.max(interval, keys > 1 ? lastInterval : 0);
      lastInterval = interval;
      lastKeyAt = now;
      keys++;
    }
    boolean enough =
        keys >= KEYS_KNOWN
            && refused < REFUSALS
            && keyInterval <= LONGEST_NANOS
            && isEnough((double) keyInterval, wantedFps);
    enoughSince = !enough ? 0 : enoughSince == 0 ? now : enoughSince;
    if (key) {
      keysAlone = enough && now - enoughSince >= CALM_NANOS;
    }
    return keysAlone && !key;
  }

  private static boolean isEnough(double interval, double wantedFps) {
    return wantedFps > 0 && interval * wantedFps <= SLACK * 1e9;
  }

  /** A packet is decoded. */
  void decodes(boolean referenced, long now) {
    anyUnreferenced |= !referenced;
    if (referenced) {
      double interval = now - lastReferencedAt;
      referencedInterval =
          lastReferencedAt == 0 || referencedInterval == 0
              ? interval
              : referencedInterval + NEW * (interval - referencedInterval);
      lastReferencedAt = now;
    }
  }

  /** Whether pictures that no other refers to need not be decoded. */
  boolean skipsUnreferenced(double wantedFps) {
    return anyUnreferenced
        && keys >= KEYS_KNOWN
        && referencedInterval > 0
        && isEnough(referencedInterval, wantedFps);
  }

  /** Whether key frames alone are decoded. */
  boolean isKeysAlone() {
    return keysAlone;
  }

  /** Key frames a second while these alone are decoded, else 0. */
  double keyFrameFps() {
    return keysAlone ? 1e9 / keyInterval : 0;
  }

  /** A key frame alone was no whole picture: with some streams they never are. */
  void keyRefused() {
    refused++;
  }
}
