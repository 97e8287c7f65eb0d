package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.capture.SlateEncoder.Slate;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jfr.CameraJfr;
import dev.framecast.source.SessionContext;
import java.awt.image.BufferedImage;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes slates while viewers are shown nothing, so that none takes an old picture for a live
 * one: while the camera shows nothing, to all of them; while it is live but one rendition cannot be
 * made, to those who watch that. When the state changes, then once a second with the age counting
 * up. Slates are frames like others; viewers need no special case. Confined to the watchdog thread.
 */
final class SlatePublisher {
  private static final System.Logger LOG = System.getLogger(SlatePublisher.class.getName());
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Most cameras answer sooner, and a slate that flashes by says nothing. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  private static final long WRITE_LOCK_MILLIS = 20;

  private final CaptureContext camera;
  private final SlateEncoder encoder = new SlateEncoder();

  /** The last good picture, made ready once an outage. */
  private @Nullable BufferedImage last;

  /** An older picture is not to be seen any more. */
  private long lastSince;

  private @Nullable CameraState painted;
  private @Nullable String paintedWaiting;
  private long paintedAt;
  private boolean dark = true;
  private long darkSince;

  /** Since when the camera has been live. */
  private long litSince;

  SlatePublisher(CaptureContext camera) {
    this.camera = camera;
    this.darkSince = System.nanoTime();
    this.lastSince = camera.shownSince();
  }

  /**
   * Paints if it is time to.
   *
   * @param stall how old a picture of the camera may be and pass as live
   * @return for how many nanoseconds nothing can be due while the camera stays live
   */
  long refresh(long now, long stall) {
    CameraState state = camera.state();
    forgetOld();
    if (state == CameraState.LIVE) {
      last = null;
      painted = null;
      if (dark) {
        dark = false;
        litSince = now;
      }
      return refreshStale(now, stall);
    }
    if (!dark || !camera.isWatched()) {
      dark = true;
      darkSince = now;
      painted = null;
    }
    if (camera.isWatched() && isDue(state, now)) {
      paint(state, now);
    }
    return 0;
  }

  private void forgetOld() {
    long since = camera.shownSince();
    if (lastSince != since) {
      lastSince = since;
      last = null;
      painted = null; // so that it goes at once
    }
  }

  /** The camera is live, but not all that is made of its pictures need be. */
  private long refreshStale(long now, long stall) {
    long calm = Long.MAX_VALUE;
    for (RenditionBuffer buffer : camera.buffers()) {
      if (buffer.isWatched()) {
        long fresh = buffer.freshFor(now, litSince, stall);
        if (fresh <= 0 && now - buffer.slateAt >= REFRESH_NANOS) {
          buffer.slateAt = now;
          paintStale(buffer, now, stall);
        }
        calm = Math.min(calm, Math.max(0, fresh) + 1);
      }
    }
    return calm;
  }

  private void paintStale(RenditionBuffer buffer, long now, long stall) {
    String problem = camera.forStrangers(buffer.problem());
    String details = problem == null ? "" : problem;
    Slate slate = slate(null, buffer.rendition, "no picture in this size", details);
    publish(
        buffer,
        slate,
        () ->
            camera.state() == CameraState.LIVE
                && buffer.freshFor(now, litSince, stall) <= 0
                && !buffer.isBusy(System.nanoTime()));
  }

  private boolean isDue(CameraState state, long now) {
    if (painted == null) {
      return state != CameraState.CONNECTING || now - darkSince > PATIENCE_NANOS;
    }
    // A new attempt does not change what is to be said; other changes are news.
    boolean news =
        (painted != state && state != CameraState.CONNECTING)
            || !Objects.equals(paintedWaiting, camera.tracker.waitingFor());
    return news || now - paintedAt >= REFRESH_NANOS || someoneSeesNothing();
  }

  /** A viewer who came later, as the first of a rendition, waits for the first slate in it. */
  private boolean someoneSeesNothing() {
    for (RenditionBuffer buffer : camera.buffers()) {
      if (buffer.isAwaited()) {
        return true;
      }
    }
    return false;
  }

  /** The last slate, of a camera that is closed: nothing is published after it. */
  void closed() {
    try {
      if (camera.isWatched()) {
        paint(CameraState.CLOSED, System.nanoTime());
      }
    } finally {
      for (RenditionBuffer buffer : camera.buffers()) {
        buffer.end();
      }
    }
  }

  private void paint(CameraState state, long now) {
    forgetOld();
    String waiting = camera.tracker.waitingFor();
    painted = state;
    paintedWaiting = waiting;
    paintedAt = now;
    RenditionBuffer[] buffers = camera.buffers();
    long since = lastSince;
    if (last == null) {
      last = lastPicture(buffers);
    }
    String error = camera.problem();
    String details = (error == null ? "" : error + "\n") + age(camera.stats.age(now));
    String headline = headline(state, camera.forStrangers(waiting));
    for (RenditionBuffer buffer : buffers) {
      if (buffer.isWatched()) {
        publish(
            buffer,
            slate(last, buffer.rendition, headline, details),
            // A frame that is being made is better than a slate, unless it will never be shown.
            () ->
                camera.state() != CameraState.LIVE
                    && camera.shownSince() == since // else the picture behind it may count no more
                    && (state == CameraState.CLOSED || !buffer.isBusy(System.nanoTime())));
      }
    }
  }

  private static String headline(CameraState state, @Nullable String waiting) {
    return switch (state) {
      case CONNECTING -> waiting == null ? "connecting" : "waiting for " + waiting;
      case STALLED -> "no picture";
      case IDLE, LIVE, BACKOFF -> "offline";
      case CLOSED -> "closed";
    };
  }

  private static String age(long nanos) {
    if (nanos < 0) {
      return "no picture so far";
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return seconds < 120
        ? "last picture " + seconds + " s ago"
        : String.format(
            Locale.ROOT, "last picture %d:%02d h ago", seconds / 3600, seconds / 60 % 60);
  }

  /** The newest live frame of all renditions, made ready for a slate. */
  private @Nullable BufferedImage lastPicture(RenditionBuffer[] buffers) {
    Frame newest = null;
    try {
      for (RenditionBuffer buffer : buffers) {
        Frame frame = buffer.acquireNext(0);
        if (frame != null
            && !frame.format().isVideo()
            && isToBeSeen(frame)
            && isNewer(frame, newest)) {
          Frame older = newest;
          newest = frame;
          frame = older;
        }
        if (frame != null) {
          frame.close();
        }
      }
      if (newest == null || isTooLarge(newest)) {
        return null;
      }
      return SlateEncoder.backdrop(newest, camera.options().maxPixels());
    } catch (Exception | Error e) { // also without the memory for it: a plain ground will do
      LOG.log(Level.DEBUG, "the last picture cannot be shown on the slate", e);
      return null;
    } finally {
      if (newest != null) {
        newest.close();
      }
    }
  }

  /** To decode it would hold the watchdog up for seconds. */
  private static boolean isTooLarge(Frame frame) {
    return (long) frame.width() * frame.height() > SessionContext.DEFAULT_MAX_PIXELS;
  }

  /** Not of a source that the camera had before, nor of what was cut off since. */
  private boolean isToBeSeen(Frame frame) {
    return frame.live() && frame.capturedNanos() - lastSince >= 0;
  }

  private static boolean isNewer(Frame frame, @Nullable Frame than) {
    return than == null || frame.capturedNanos() - than.capturedNanos() > 0;
  }

  private Slate slate(
      @Nullable BufferedImage backdrop, Rendition rendition, String headline, String details) {
    return encoder.slate(backdrop, rendition, camera.name(), headline, details);
  }

  private void publish(RenditionBuffer buffer, Slate slate, BooleanSupplier isWanted) {
    if (!takeWriteLock()) {
      return; // the next look is another try
    }
    long now = System.nanoTime();
    int bytes = slate.bytes().remaining();
    long sequence;
    try {
      if (!isWanted.getAsBoolean()) {
        return;
      }
      FrameSlot slot = buffer.begin(now);
      slot.put(slate.bytes());
      slot.capturedAt(now);
      // The number of the newest picture, which this buffer may not have had.
      sequence = camera.pictures.after(buffer.sequence(), camera.pictures.newest());
      buffer.publishSlate(slate.width(), slate.height(), sequence, camera.epoch());
    } finally {
      camera.writeLock.unlock();
    }
    buffer.wakeReaders();
    CameraJfr.framePublished(camera.id(), buffer.rendition, sequence, bytes, false, now);
  }

  private boolean takeWriteLock() {
    try {
      return camera.writeLock.tryLock(WRITE_LOCK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
