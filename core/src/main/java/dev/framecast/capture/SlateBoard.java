package dev.framecast.capture;

import dev.framecast.CameraState;
import dev.framecast.Frame;
import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.jpeg.ImageIoEncoder;
import dev.framecast.jpeg.JpegScaler;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes slates while a watched camera shows nothing, so that no viewer takes an old picture for
 * a live one: when the state changes, then once a second with the age counting up. Slates are
 * frames like others; viewers need no special case. Confined to the watchdog thread.
 */
final class SlateBoard {
  private static final System.Logger LOG = System.getLogger(SlateBoard.class.getName());
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Most cameras answer sooner, and a slate that flashes by says nothing. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  private static final long PEN_MILLIS = 20;

  private final SupervisedCamera camera;
  private final FrameSlot scratch = new FrameSlot();

  /** The last good picture, made ready once an outage. */
  private @Nullable BufferedImage last;

  private @Nullable CameraState painted;
  private long paintedAt;
  private boolean dark;
  private long darkSince;

  SlateBoard(SupervisedCamera camera) {
    this.camera = camera;
  }

  /** Paints if it is time to. */
  void refresh(long now) {
    CameraState state = camera.state();
    if (state == CameraState.LIVE) {
      last = null;
    }
    if (state == CameraState.LIVE || !camera.isWatched()) {
      painted = null;
      dark = false;
      return;
    }
    if (!dark) {
      dark = true;
      darkSince = now;
    }
    if (isDue(state, now)) {
      paint(state, now);
    }
  }

  private boolean isDue(CameraState state, long now) {
    if (painted == null) {
      return state != CameraState.CONNECTING || now - darkSince > PATIENCE_NANOS;
    }
    // A new attempt does not change what is to be said; other changes are news.
    boolean news = painted != state && state != CameraState.CONNECTING;
    return news || now - paintedAt >= REFRESH_NANOS || someoneSeesNothing();
  }

  /** A viewer who came later, as the first of a rendition, waits for the first slate in it. */
  private boolean someoneSeesNothing() {
    for (RenditionFeed feed : camera.feeds()) {
      if (feed.isAwaited()) {
        return true;
      }
    }
    return false;
  }

  /** The last slate, of a camera that is closed: nothing is published after it. */
  void closed() {
    if (camera.isWatched()) {
      paint(CameraState.CLOSED, System.nanoTime());
    }
  }

  private void paint(CameraState state, long now) {
    painted = state;
    paintedAt = now;
    RenditionFeed[] feeds = camera.feeds();
    if (last == null) {
      last = lastPicture(feeds);
    }
    String error = camera.problem();
    String details = (error == null ? "" : error + "\n") + age(camera.stats.age(now));
    for (RenditionFeed feed : feeds) {
      if (feed.isWatched()) {
        int width = feed.rendition.width();
        publish(
            feed, state, SlatePainter.paint(last, width, camera.name(), headline(state), details));
      }
    }
  }

  private static String headline(CameraState state) {
    return switch (state) {
      case CONNECTING -> "connecting";
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
  private static @Nullable BufferedImage lastPicture(RenditionFeed[] feeds) {
    Frame newest = null;
    try {
      for (RenditionFeed feed : feeds) {
        Frame frame = feed.ring.acquire();
        if (frame != null && frame.live() && isNewer(frame, newest)) {
          Frame older = newest;
          newest = frame;
          frame = older;
        }
        if (frame != null) {
          frame.close();
        }
      }
      if (newest == null) {
        return null;
      }
      try (JpegScaler scaler = new JpegScaler()) {
        return SlatePainter.backdrop(scaler.decode(newest.jpeg()));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the last picture cannot be shown on the slate", e);
      return null;
    } finally {
      if (newest != null) {
        newest.close();
      }
    }
  }

  private static boolean isNewer(Frame frame, @Nullable Frame than) {
    return than == null || frame.capturedNanos() - than.capturedNanos() > 0;
  }

  private void publish(RenditionFeed feed, CameraState state, BufferedImage slate) {
    scratch.clear();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(slate, Rendition.SOURCE, scratch);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a slate could not be encoded", e);
      return;
    }
    if (!takePen()) {
      return; // a wake-up hangs, which must not hang the watchdog
    }
    try {
      long now = System.nanoTime();
      // A frame that is being made is better than a slate, unless it will never be shown.
      if (camera.state() != CameraState.LIVE
          && (state == CameraState.CLOSED || !feed.isBusy(now))) {
        FrameSlot slot = feed.begin(now);
        slot.put(scratch.jpeg());
        slot.capturedAt(now);
        feed.publishSlate(slate.getWidth(), slate.getHeight());
      }
    } finally {
      camera.pen.unlock();
    }
  }

  private boolean takePen() {
    try {
      return camera.pen.tryLock(PEN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
