package dev.framecast.capture;

import dev.framecast.CameraStatus.RenditionStatus;
import dev.framecast.Rendition;
import dev.framecast.ring.FramePacer;
import dev.framecast.ring.FrameRing;
import java.util.TreeMap;

/** One rendition of a camera: its ring, and who wants it how often. */
final class RenditionFeed {
  final Rendition rendition;
  final FrameRing ring = new FrameRing();

  /**
   * Frames a second that are wanted, infinity for all, and by how many. Under the camera's lock.
   */
  private final TreeMap<Double, Integer> wishes = new TreeMap<>();

  private int viewers;

  /** Nanoseconds between frames that satisfies every viewer; 0 for all frames, -1 for none. */
  private volatile long interval = -1;

  /** Where a viewer begins who is the first after a time without any: frames up to here are old. */
  private long startAfter;

  private final FramePacer pacer = new FramePacer(0);

  RenditionFeed(Rendition rendition) {
    this.rendition = rendition;
  }

  /** Adds a viewer. Under the camera's lock. */
  long join(double maxFps) {
    if (viewers++ == 0) {
      startAfter = ring.sequence();
    }
    wishes.merge(wish(maxFps), 1, Integer::sum);
    retime();
    return startAfter;
  }

  /** Removes a viewer. Under the camera's lock. */
  void leave(double maxFps) {
    viewers--;
    wishes.computeIfPresent(wish(maxFps), (w, count) -> count == 1 ? null : count - 1);
    retime();
  }

  private static double wish(double maxFps) {
    return maxFps == 0 ? Double.POSITIVE_INFINITY : maxFps;
  }

  private void retime() {
    interval = viewers == 0 ? -1 : (long) (1e9 / wishes.lastKey());
  }

  boolean isWatched() {
    return interval >= 0;
  }

  /** Whether somebody wants the picture that was taken now. Pen holder only. */
  boolean isDue(long now) {
    long every = interval;
    if (every < 0) {
      return false;
    }
    pacer.every(every);
    return pacer.isDue(now);
  }

  /** Notes that a frame was made from the picture that was taken now. Pen holder only. */
  void made(long now) {
    pacer.passed(now);
  }

  /** Under the camera's lock. */
  RenditionStatus status() {
    return new RenditionStatus(rendition, viewers, ring.sequence());
  }
}
