package dev.framecast.capture;

import dev.framecast.Camera;
import dev.framecast.CameraOfflineException;
import dev.framecast.CameraOptions;
import dev.framecast.CameraState;
import dev.framecast.CameraStatus;
import dev.framecast.CameraStatus.RenditionStatus;
import dev.framecast.Frame;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.Subscription;
import dev.framecast.internal.Secrets;
import dev.framecast.internal.Strangers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The camera that {@link dev.framecast.Cameras} makes: who watches it, and whether a capture thread
 * runs for it. What that thread does is in {@link CaptureRun}.
 *
 * <p>Two locks, neither of them on a viewer's way to a frame. {@link #lock} guards demand and the
 * life of the capture thread; it is held for moments. {@link #pen} makes its holder the rings' one
 * writer: the capture thread takes it for each picture, the watchdog for a slate, and only while no
 * pictures come. Never take the pen while holding the lock: wake-ups run under the pen, and may end
 * a subscription, which takes the lock.
 */
public final class SupervisedCamera implements Camera {
  private static final int MOST_HANGING = 4;

  final ReentrantLock pen = new ReentrantLock();
  final CaptureStats stats = new CaptureStats();
  final Progress progress = new Progress();
  final FrameSource source;
  final Supervisor supervisor;

  /** The source's, without credentials. */
  final String description;

  /** The source's, for strangers. */
  final String kind;

  /** Outlives a run, so that viewers who come and go do not make it dial more often. */
  final Backoff backoff;

  private final String id;
  private final CameraOptions options;
  private final long lingerNanos;
  private final ReentrantLock lock = new ReentrantLock();

  private final Demand demand = new Demand();
  private volatile boolean closed;
  private @Nullable CaptureRun run;
  private @Nullable CaptureRun closing;
  private Rounds.@Nullable Watch watch;

  /** Runs that were abandoned while they hung. */
  private final List<CaptureRun> hanging = new ArrayList<>();

  public SupervisedCamera(
      String id, FrameSource source, CameraOptions options, Supervisor supervisor) {
    this.id = id;
    this.source = source;
    this.options = options;
    this.lingerNanos = options.linger().toNanos();
    this.supervisor = supervisor;
    this.description =
        Secrets.hide(Objects.requireNonNull(source.description(), "source.description()"));
    this.kind = Objects.requireNonNull(source.kind(), "source.kind()");
    this.backoff = new Backoff(options, new Random());
  }

  /** Begins to capture if this camera is always on. */
  public void start() {
    if (options.alwaysOn()) {
      lock.lock();
      try {
        startRun(false);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return options.name().isEmpty() ? id : options.name();
  }

  /** What went wrong last, for strangers: see {@link CameraStatus#problem()}. */
  @Nullable String problem() {
    return Strangers.problem(progress.lastError(), description);
  }

  @Override
  public CameraState state() {
    return progress.state();
  }

  @Override
  public CameraOptions options() {
    return options;
  }

  @Override
  public Subscription subscribe(Rendition rendition, double maxFps) {
    Objects.requireNonNull(rendition, "rendition");
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("camera \"" + id + "\" is closed");
      }
      RenditionFeed feed = demand.feed(rendition);
      long startAfter = demand.join(feed, maxFps);
      try {
        startRun(false);
      } catch (RuntimeException | Error e) { // no more threads
        demand.leave(feed, maxFps);
        throw e;
      }
      return new Viewing(this, feed, maxFps, startAfter);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout) {
    long age = Objects.requireNonNull(maxAge, "maxAge").toNanos();
    long wait = Objects.requireNonNull(timeout, "timeout").toNanos();
    Subscription viewing;
    try {
      viewing = subscribe(rendition, 0);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(
          new CameraOfflineException("camera " + id + " is closed", Duration.ofSeconds(1)));
    }
    return new SnapshotRequest(this, viewing, age).begin(wait);
  }

  void leave(RenditionFeed feed, double maxFps) {
    lock.lock();
    try {
      demand.leave(feed, maxFps);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: sees to it that a capture thread runs. */
  private void startRun(boolean afterLoss) {
    if (run == null && !closed) {
      CaptureRun started = new CaptureRun(this, afterLoss);
      run = started;
      try {
        watch = supervisor.rounds.add(started::look);
        progress.enter(progress.mustWait() ? CameraState.BACKOFF : CameraState.CONNECTING);
        started.start();
      } catch (RuntimeException | Error e) {
        becomeIdle();
        throw e;
      }
    }
  }

  /** Whether to keep a connection: somebody watches, or did so a moment ago. */
  boolean isWanted() {
    return !closed && (options.alwaysOn() || demand.isWatchedOrWas(lingerNanos));
  }

  /** Whether to make a new connection: nobody lingers on a camera that is gone. */
  boolean isDemanded() {
    return !closed && (options.alwaysOn() || demand.isWatched());
  }

  boolean isWatched() {
    return demand.isWatched();
  }

  /**
   * Ends the run unless somebody has come back; then the caller goes on. After a failure nobody
   * lingers. Capture thread.
   */
  boolean endRun(CaptureRun ending, boolean afterFailure) {
    lock.lock();
    try {
      if (run != ending) {
        return true;
      }
      if (afterFailure ? isDemanded() : isWanted()) {
        return false;
      }
      becomeIdle();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up on a thread that hangs in a source and goes on with a new one. Watchdog.
   *
   * @param failure why it was cancelled, or null if nobody wanted it any more
   * @return false when that cannot be now; the hanging run stays
   */
  boolean replaceRun(CaptureRun hung, @Nullable String failure) {
    if (!mayAbandon() || !pen.tryLock()) {
      return false;
    }
    try {
      hung.abandon();
    } finally {
      pen.unlock();
    }
    if (failure != null) {
      SourceException cause =
          new SourceException(SourceException.Kind.UNREACHABLE, failure + "; its source hangs");
      failed(String.valueOf(cause.getMessage()), System.nanoTime() + backoff.next(cause));
    }
    lock.lock();
    try {
      if (run == hung) {
        hanging.add(hung);
        becomeIdle();
        if (isDemanded()) {
          startRun(hung.isAfterLoss());
        }
      }
    } finally {
      lock.unlock();
    }
    return true;
  }

  /** A source that always hangs must not pile up threads without end. */
  private boolean mayAbandon() {
    lock.lock();
    try {
      hanging.removeIf(run -> !run.isAlive());
      return hanging.size() < MOST_HANGING;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void becomeIdle() {
    stopWatching();
    run = null;
    progress.enter(CameraState.IDLE);
    if (!closed) {
      demand.forgetUnwatched();
    }
  }

  private void stopWatching() {
    Rounds.Watch w = watch;
    if (w != null) {
      w.end();
      watch = null;
    }
  }

  /** A state reached by this run; ignored once another run has taken over. */
  void enter(CaptureRun by, CameraState next) {
    if (!by.isOver()) {
      progress.enter(next);
      if (next != CameraState.LIVE) {
        supervisor.rounds.soon();
      }
    }
  }

  /** A good picture arrived. Pen holder, so that no slate can come after it. */
  void pictureShown(CaptureRun by, long now, boolean firstOfConnection) {
    if (firstOfConnection) {
      stats.connects.increment();
      if (by.isAfterLoss()) {
        stats.reconnects.increment();
      }
    }
    stats.picture(now, firstOfConnection);
    enter(by, CameraState.LIVE);
  }

  /** The connection failed. */
  void failed(String error, long nextTryAt) {
    stats.failures.increment();
    progress.failed(error, nextTryAt);
  }

  RenditionFeed[] feeds() {
    return demand.feeds();
  }

  /** Ends capture and shows a last slate; returns at once. */
  public void shutDown() {
    CaptureRun ending;
    lock.lock();
    try {
      closed = true;
      ending = run;
      if (ending != null) {
        closing = ending;
        run = null;
      }
      stopWatching();
    } finally {
      lock.unlock();
    }
    progress.enter(CameraState.CLOSED);
    if (ending != null) {
      ending.cancel();
    }
  }

  /**
   * Waits for the end of what {@link #shutDown} ended, until the deadline on the scale of {@link
   * System#nanoTime()}.
   */
  public void awaitEnd(long deadline) {
    CaptureRun ending;
    lock.lock();
    try {
      ending = closing;
    } finally {
      lock.unlock();
    }
    if (ending != null) {
      ending.awaitEnd(deadline);
    }
  }

  @Override
  public CameraStatus status() {
    List<RenditionStatus> renditions;
    int watching;
    CaptureRun current;
    lock.lock();
    try {
      renditions = demand.status();
      watching = demand.viewers();
      current = run;
    } finally {
      lock.unlock();
    }
    SessionInfo session = current == null ? SessionInfo.UNKNOWN : current.info();
    return StatusReport.of(this, renditions, watching, session);
  }
}
