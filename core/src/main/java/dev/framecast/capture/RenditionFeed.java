package dev.framecast.capture;

import dev.framecast.CameraStatus.RenditionStatus;
import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.ring.FramePacer;
import dev.framecast.ring.FrameRing;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One rendition of a camera: its ring, and who wants it how often. */
final class RenditionFeed {
  /** No encoder takes that long over a frame. */
  private static final long HANGS_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

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
  private volatile long startAfter;

  private final FramePacer pacer = new FramePacer(0);

  /** The slot that is written to, and since when; null when none is. Pen holder only. */
  private @Nullable FrameSlot writing;

  private long writingSince;

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
    interval = viewers == 0 ? -1 : FramePacer.interval(wishes.lastKey());
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

  /** Whether somebody watches who has seen nothing since he came. */
  boolean isAwaited() {
    return isWatched() && ring.sequence() <= startAfter;
  }

  /** A slot for a frame; whoever had one before has lost it. Pen holder only. */
  FrameSlot begin(long now) {
    ring.forfeit();
    FrameSlot slot = ring.claim();
    writing = slot;
    writingSince = now;
    return slot;
  }

  /** Whether that slot is still the one that {@link #begin} gave out last. Pen holder only. */
  boolean holds(FrameSlot slot) {
    return writing == slot;
  }

  /** Whether a frame is being made, and not for so long that it must hang. Pen holder only. */
  boolean isBusy(long now) {
    return writing != null && now - writingSince < HANGS_AFTER_NANOS;
  }

  /** Publishes a live frame made from the picture that was taken now. Pen holder only. */
  void publish(long now, int width, int height) {
    writing = null;
    pacer.passed(now);
    ring.publish(width, height, true);
  }

  /** Publishes a slate. Pen holder only. */
  void publishSlate(int width, int height) {
    writing = null;
    ring.publish(width, height, false);
  }

  /** Takes the slot back unused. Pen holder only. */
  void abandon() {
    writing = null;
    ring.abandon();
  }

  /** Under the camera's lock. */
  RenditionStatus status() {
    return new RenditionStatus(rendition, viewers, ring.sequence());
  }
}
