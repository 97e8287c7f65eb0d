package dev.framecast.capture;

import dev.framecast.CameraOptions;
import dev.framecast.CameraState;
import dev.framecast.FrameSession;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The duty of one capture thread: connect, show pictures, and when that fails wait and begin again,
 * until nobody watches any more. {@link #look} is the watchdog's part, on its own thread.
 *
 * <p>A source can hang in a native call that nothing ends. Such a run is abandoned: a new one takes
 * its place, and this one, should it ever come back, sees that and leaves without touching
 * anything.
 */
final class CaptureRun implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.Camera");

  /**
   * How long a cancelled session may take to end before its thread is given up. The rule is 100 ms.
   */
  private static final long HUNG_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SupervisedCamera camera;
  private final CameraOptions options;
  private final SlateBoard slates;
  private final PicturePress press;
  private final Thread thread;
  private final Backoff backoff;

  /**
   * The present attempt; replaced as a whole so that the watchdog never cancels one by another's
   * clock.
   */
  private volatile @Nullable Attempt attempt;

  private volatile boolean abandoned;
  private volatile boolean cancelled;

  /** Whether a connection of this run was lost after it had shown pictures. Capture thread only. */
  private boolean afterLoss;

  CaptureRun(SupervisedCamera camera) {
    this.camera = camera;
    this.options = camera.options();
    this.slates = new SlateBoard(camera);
    this.press = new PicturePress(camera);
    this.backoff = new Backoff(options, ThreadLocalRandom.current());
    this.thread = camera.supervisor.captureThread(camera.id(), this);
  }

  /** One connection, from the dial to its end. */
  private static final class Attempt {
    final FrameSession session;
    final long began = System.nanoTime();

    /** The last good picture; the start before the first. Capture thread writes. */
    volatile long lastPicture = began;

    volatile long firstPicture;
    volatile boolean live;

    /** Why the watchdog gave the connection up, and when; null and 0 while it has not. */
    volatile @Nullable String givenUp;

    volatile long cancelledAt;

    Attempt(FrameSession session) {
      this.session = session;
    }

    void cancel(Thread thread) {
      cancelledAt = System.nanoTime();
      session.cancel();
      thread.interrupt();
    }
  }

  void start() {
    thread.start();
  }

  boolean isAbandoned() {
    return abandoned;
  }

  boolean isAfterLoss() {
    return afterLoss;
  }

  SessionInfo info() {
    Attempt a = attempt;
    return a == null ? SessionInfo.UNKNOWN : a.session.info();
  }

  @Override
  public void run() {
    while (!abandoned) {
      boolean failed = connectAndShow();
      Thread.interrupted(); // the watchdog's, meant for the session that has ended
      if (camera.endRun(this, failed)) {
        return;
      }
    }
  }

  /** Returns true after a failure and its wait, false when nobody wanted the camera any more. */
  private boolean connectAndShow() {
    camera.enter(this, CameraState.CONNECTING);
    Throwable failure = null;
    try (FrameSession session = camera.source.open()) {
      Attempt current = new Attempt(session);
      attempt = current;
      if (cancelled) {
        return false;
      }
      failure = show(current);
    } catch (Throwable e) { // also LinkageError: natives that do not load must not end the thread
      failure = e;
    } finally {
      close();
    }
    if (failure == null || abandoned || !camera.isDemanded()) {
      return false;
    }
    await(failure);
    return true;
  }

  /** Shows pictures until nobody wants them (null) or the connection fails (why). */
  private @Nullable Throwable show(Attempt current) {
    try {
      while (camera.isWanted() && !cancelled) {
        if (!current.session.advance()) {
          return ended(current, null);
        }
        if (abandoned) {
          return null;
        }
        long now = System.nanoTime();
        String problem = press.print(this, current.session, now, !current.live);
        if (problem == null) {
          picture(current, now);
        } else {
          camera.failed(problem, 0);
        }
      }
      return null;
    } catch (IOException | RuntimeException | LinkageError e) {
      return ended(current, e);
    }
  }

  private void picture(Attempt current, long now) {
    current.lastPicture = now;
    if (!current.live) {
      current.live = true;
      current.firstPicture = now;
      LOG.log(Level.INFO, "camera {0} is live: {1}", camera.id(), camera.source.description());
    }
    backoff.live(now - current.firstPicture);
  }

  private @Nullable Throwable ended(Attempt current, @Nullable Throwable failure) {
    String reason = current.givenUp;
    if (reason != null) {
      return new SourceException(SourceException.Kind.UNREACHABLE, reason);
    }
    if (current.cancelledAt != 0) {
      return null;
    }
    return failure != null
        ? failure
        : new SourceException(SourceException.Kind.ENDED, "the stream has ended");
  }

  private void close() {
    Attempt last = attempt;
    if (last != null && !abandoned) {
      afterLoss |= last.live;
      SessionInfo info = last.session.info();
      camera.stats.decoded.add(info.decoded());
      camera.stats.dropped.add(info.dropped());
      camera.info(new SessionInfo(info.format(), info.width(), info.height(), info.fps(), 0, 0));
    }
    attempt = null;
  }

  private void await(Throwable failure) {
    long wait = backoff.next(failure);
    long until = System.nanoTime() + wait;
    String message = message(failure);
    Level level = message.equals(camera.lastError()) ? Level.DEBUG : Level.WARNING;
    LOG.log(level, "camera {0}: {1}", camera.id(), message);
    camera.stats.failures.increment();
    camera.failed(message, until);
    camera.enter(this, CameraState.BACKOFF);
    long left;
    while ((left = until - System.nanoTime()) > 0 && camera.isDemanded() && !cancelled) {
      // In short naps, so that a viewer's leaving need not wake this thread.
      LockSupport.parkNanos(this, Math.min(left, TimeUnit.MILLISECONDS.toNanos(500)));
      Thread.interrupted();
    }
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage();
    return text == null || text.isBlank() || failure instanceof Error ? failure.toString() : text;
  }

  /** The watchdog's look, ten times a second. */
  void look() {
    Attempt current = attempt;
    long now = System.nanoTime();
    if (current != null) {
      if (current.cancelledAt != 0) {
        if (now - current.cancelledAt > HUNG_NANOS) {
          LOG.log(
              Level.ERROR, "camera {0} hangs in its source; its thread is abandoned", camera.id());
          abandoned = true;
          camera.replaceRun(this);
          return;
        }
      } else if (!camera.isWanted()) {
        current.cancel(thread);
      } else {
        judge(current, now - current.lastPicture);
      }
    }
    slates.refresh(now);
  }

  private void judge(Attempt current, long silence) {
    if (!current.live) {
      if (silence > options.connectTimeout().toNanos()) {
        giveUp(current, "no picture", options.connectTimeout().toNanos());
      }
      return;
    }
    long rhythm = (long) (3 * camera.stats.interval());
    long stall = Math.max(options.stallAfter().toNanos(), rhythm);
    long patience = Math.max(options.reconnectAfter().toNanos(), 2 * stall);
    if (silence > patience) {
      giveUp(current, "the camera stopped sending: no picture", patience);
    } else if (silence > stall && camera.state() == CameraState.LIVE) {
      camera.failed(String.format("the camera stopped sending %.1f s ago", silence / 1e9), 0);
      camera.enter(this, CameraState.STALLED);
    }
  }

  private void giveUp(Attempt current, String what, long patience) {
    current.givenUp =
        String.format("%s for %.1f s: %s", what, patience / 1e9, camera.source.description());
    current.cancel(thread);
  }

  void cancel() {
    cancelled = true;
    Attempt current = attempt;
    if (current != null) {
      current.cancel(thread);
    }
    LockSupport.unpark(thread);
  }

  void awaitEnd(long deadline) {
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        abandoned = true;
        break;
      }
      try {
        thread.join(millis);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    camera.supervisor.finish(slates::closed, deadline);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
