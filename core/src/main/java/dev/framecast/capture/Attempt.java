package dev.framecast.capture;

import dev.framecast.FrameSession;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a capture run, from the dial to its end: made and ended by the capture thread,
 * cancelled by the watchdog or by whoever closes the camera.
 */
final class Attempt {
  private final Supervisor supervisor;
  private final String cameraId;
  private final Thread thread;

  /** Null while the source is asked to open it. */
  private volatile @Nullable FrameSession session;

  /** The last good picture; the start before the first. Capture thread writes. */
  volatile long lastPicture = System.nanoTime();

  private long firstPicture;

  /** Nanoseconds between pictures by the source's word, 0 if it gave none. */
  private volatile long promised;

  private volatile boolean live;
  private volatile @Nullable String givenUp;
  private volatile long cancelledAt;
  private volatile boolean cancelled;
  private boolean over;

  /** On the capture thread. */
  Attempt(Supervisor supervisor, String cameraId) {
    this.supervisor = supervisor;
    this.cameraId = cameraId;
    this.thread = Thread.currentThread();
  }

  void opened(FrameSession opened) {
    session = opened;
  }

  /** A good picture. Returns for how many nanoseconds this connection has shown pictures. */
  long picture(long now) {
    lastPicture = now;
    if (!live) {
      firstPicture = now;
      double fps = info().fps();
      promised = fps > 0 ? (long) (1e9 / fps) : 0;
      live = true;
    }
    return now - firstPicture;
  }

  /** Whether it has shown a picture. */
  boolean isLive() {
    return live;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Nanoseconds since it was cancelled, 0 if it was not. */
  long cancelledFor(long now) {
    return cancelled ? now - cancelledAt : 0;
  }

  /** Cancels it as a failure. */
  void giveUp(String why) {
    givenUp = why;
    cancel();
  }

  /** Why the watchdog gave it up, or null. */
  @Nullable String givenUp() {
    return givenUp;
  }

  void cancel() {
    if (!interrupt()) {
      return;
    }
    FrameSession open = session;
    if (open != null) {
      // It must not block, but it is anybody's code: on the watchdog it could hold up all cameras.
      supervisor.cancel(cameraId, open);
    }
  }

  /** Not after the end: the interrupt would hit the next connection. */
  private synchronized boolean interrupt() {
    if (over) {
      return false;
    }
    if (!cancelled) {
      cancelledAt = System.nanoTime();
      cancelled = true;
    }
    thread.interrupt();
    return true;
  }

  /**
   * Nanoseconds between pictures: as they came on average, or as they were promised while there is
   * no average yet. A camera of one picture in ten seconds has not stalled after two.
   */
  long rhythm(double average) {
    return average > 0 ? (long) average : promised;
  }

  /** The end, on the capture thread: no interrupt comes after it, and none is left. */
  void end() {
    synchronized (this) {
      over = true;
    }
    Thread.interrupted();
  }

  /** The failure that an end means, or null if the end was wished for. */
  @Nullable Throwable failure(@Nullable Throwable thrown) {
    String reason = givenUp;
    if (reason != null) {
      return new SourceException(SourceException.Kind.UNREACHABLE, reason);
    }
    if (cancelled) {
      return null;
    }
    return thrown != null
        ? thrown
        : new SourceException(SourceException.Kind.ENDED, "the stream has ended");
  }

  SessionInfo info() {
    FrameSession open = session;
    try {
      return open == null ? SessionInfo.UNKNOWN : open.info();
    } catch (RuntimeException e) {
      return SessionInfo.UNKNOWN; // one source's fault must not cost the list of all cameras
    }
  }
}
