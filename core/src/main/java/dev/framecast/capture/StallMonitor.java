package dev.framecast.capture;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The watchdog's look at one {@link CaptureLoop}: whether its camera has stalled, whether its
 * connection is to be given up, whether its thread hangs or has died, and what viewers are shown
 * meanwhile. Confined to the watchdog's thread, on which nothing of a source ever runs.
 */
final class StallMonitor {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");

  /**
   * How long a cancelled session may take to end before its thread is given up. The rule is 100 ms.
   */
  private static final long HUNG_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final CaptureContext camera;
  private final CaptureLoop loop;
  private final SlatePublisher slates;

  StallMonitor(CaptureContext camera, CaptureLoop loop) {
    this.camera = camera;
    this.loop = loop;
    this.slates = new SlatePublisher(camera);
  }

  SlatePublisher slates() {
    return slates;
  }

  /** Returns for how many nanoseconds nothing can be due. */
  long look() {
    if (loop.hasEnded()) {
      camera.lifecycle.replaceDead(loop); // nothing if it has ended as it should
      return 0;
    }
    Connection current = loop.connection();
    long now = System.nanoTime();
    long calm = 0;
    if (current != null) {
      if (current.cancelledFor(now) > HUNG_NANOS) {
        if (isReplaced(current)) {
          return 0;
        }
      } else if (!current.isCancelled()) {
        calm = judge(current, now);
      }
    }
    camera.forgetUnwatched(now);
    long stall = current == null ? options().stallAfter().toNanos() : current.stallNanos();
    return Math.min(calm, slates.refresh(now, stall));
  }

  private boolean isReplaced(Connection hung) {
    boolean replaced = camera.lifecycle.replaceHung(loop, hung);
    if (replaced) {
      LOG.log(Level.ERROR, "camera {0} hangs in its source; its thread is abandoned", camera.id());
    }
    return replaced;
  }

  private CameraOptions options() {
    return camera.options(); // which may have changed
  }

  /** Returns for how many nanoseconds more there may be no picture before that is a stall. */
  private long judge(Connection current, long now) {
    if (!camera.isWanted()) {
      current.cancel();
      return 0;
    }
    long silence = current.silence(now);
    long lifeless = current.lifeless(now);
    if (!current.isLive()) {
      if (lifeless > options().connectTimeout().toNanos()) {
        giveUp(current, "no picture", options().connectTimeout().toNanos());
      }
      return 0;
    }
    long stall = current.stallNanos();
    long patience = Math.max(options().reconnectAfter().toNanos(), 2 * stall);
    boolean live = camera.state() == CameraState.LIVE;
    if (lifeless > patience) {
      giveUp(current, "the camera stopped sending: no picture", patience);
    } else if (silence > stall && live) {
      camera.tracker.stall(why(current, silence));
    }
    return live ? stall - silence + 1 : 0;
  }

  private String why(Connection current, long silence) {
    String waiting = camera.tracker.waitingFor();
    String problem = current.problem();
    String ago = String.format(Locale.ROOT, "%.1f s", silence / 1e9);
    if (waiting != null) {
      return "waiting for " + waiting + ", no picture for " + ago;
    }
    return problem == null ? "the camera stopped sending " + ago + " ago" : problem;
  }

  private void giveUp(Connection current, String what, long patience) {
    String where = camera.description();
    current.giveUp(String.format(Locale.ROOT, "%s for %.1f s: %s", what, patience / 1e9, where));
  }
}
