package dev.framecast.benchmarks.strategy;

import dev.framecast.frame.Frame;
import dev.framecast.ring.FrameRing;
import java.util.List;

/**
 * One camera with its viewers, and the jobs between them; {@link Workshop} has threads do these.
 */
final class Line {
  private final PacedCamera camera;
  private final BusyEncoder encoder;
  private final List<Viewer> viewers;

  /** Pictures on their way from a thread that fetches to one that encodes. */
  final FrameRing pictures = new FrameRing();

  /** JPEGs on their way to a thread that writes. */
  final FrameRing frames = new FrameRing();

  private long encoded;

  Line(PacedCamera camera, BusyEncoder encoder, List<Viewer> viewers) {
    this.camera = camera;
    this.encoder = encoder;
    this.viewers = viewers;
  }

  PacedCamera camera() {
    return camera;
  }

  void fetch() {
    long taken = camera.fetch();
    if (taken != 0) {
      encoder.write(taken, pictures.claim());
      pictures.publish(1920, 1080, true);
    }
  }

  /** Encodes what another thread fetched, if there is something new. */
  boolean encodeFetched() {
    try (Frame picture = pictures.acquireNext(encoded)) {
      if (picture == null) {
        return false;
      }
      encoded = picture.sequence();
      encode(picture.capturedNanos());
      return true;
    }
  }

  void fetchAndEncode() {
    encode(camera.fetch());
  }

  void fetchNewestAndEncode() {
    encode(camera.fetchNewest());
  }

  private void encode(long taken) {
    if (taken != 0) {
      encoder.encode(taken, frames.claim());
      frames.publish(1920, 1080, true);
    }
  }

  /** Writes the newest frame to each viewer who has not seen it, and waits for each of them. */
  boolean writeBlocking() {
    boolean wrote = false;
    for (Viewer viewer : viewers) {
      try (Frame frame = frames.acquireNext(viewer.seen())) {
        if (frame != null) {
          viewer.sendBlocking(frame);
          wrote = true;
        }
      }
    }
    return wrote;
  }

  /**
   * Writes the newest frame to each viewer who can take it.
   *
   * @return when the next viewer will be able to, by {@link System#nanoTime()}
   */
  long writeToReady() {
    long next = Long.MAX_VALUE;
    for (Viewer viewer : viewers) {
      long now = System.nanoTime();
      try (Frame frame = viewer.isBusy(now) ? null : frames.acquireNext(viewer.seen())) {
        if (frame != null) {
          viewer.send(frame);
        }
      }
      if (viewer.isBusy(now)) {
        next = Math.min(next, viewer.busyUntil());
      }
    }
    return next;
  }
}
