package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOfflineException;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Durations;
import dev.framecast.internal.Strangers;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The camera that {@link dev.framecast.Cameras} makes: who watches it, and whether a capture thread
 * runs for it. What that thread does is in {@link CaptureLoop}.
 *
 * <p>Two locks, neither of them on a viewer's way to a frame. {@link #lock} guards demand and the
 * life of the capture thread; it is held for moments. {@link #pen} makes its holder the rings' one
 * writer: the capture thread takes it for each picture, the watchdog for a slate. Never take the
 * pen while holding the lock, and call nobody's code under either.
 */
public final class SupervisedCamera implements Camera {
  final ReentrantLock pen = new ReentrantLock();
  final ReentrantLock lock = new ReentrantLock();
  final CaptureStats stats = new CaptureStats();
  final StateTracker progress;
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

  private final Demand demand;

  private final Snapshots snapshots = new Snapshots(this);
  final CaptureLifecycle runs = new CaptureLifecycle(this);
  private volatile boolean closed;

  public SupervisedCamera(
      String id, FrameSource source, CameraOptions options, Supervisor supervisor) {
    this.id = id;
    this.source = source;
    this.options = options;
    this.lingerNanos = options.linger().toNanos();
    this.supervisor = supervisor;
    this.description = GuardedSession.describe(source);
    this.progress = new StateTracker(description);
    this.kind = GuardedSession.kind(source);
    this.demand = new Demand(options.maxRenditions(), supervisor.callbacks);
    this.backoff = new Backoff(options, new Random());
  }

  /** Begins to capture if this camera is always on. */
  public void start() {
    if (options.alwaysOn()) {
      lock.lock();
      try {
        if (!closed) {
          runs.start(false);
        }
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
    return progress.lastErrorForStrangers();
  }

  /** What the source has said, without addresses. */
  @Nullable String forStrangers(@Nullable String text) {
    return Strangers.problem(text, description);
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
  public CameraSubscription subscribe(Rendition rendition, double maxFps) {
    Objects.requireNonNull(rendition, "rendition");
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("camera \"" + id + "\" is closed");
      }
      RenditionBuffer feed = demand.feed(rendition, progress.width(), System.nanoTime());
      long startAfter = demand.join(feed, rendition, maxFps);
      try {
        runs.start(false);
      } catch (RuntimeException | Error e) { // no more threads
        demand.leave(feed, rendition, maxFps);
        throw e;
      }
      return new CameraSubscription(this, feed, rendition, maxFps, startAfter);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout) {
    Objects.requireNonNull(rendition, "rendition");
    long age = Durations.nanos("maxAge", maxAge);
    long wait = Durations.nanos("timeout", timeout);
    CameraSubscription viewing;
    try {
      viewing = subscribe(rendition, 0);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(
          new CameraOfflineException("camera " + id + " is closed", Duration.ofSeconds(1)));
    }
    return snapshots.take(viewing, age, wait);
  }

  void leave(RenditionBuffer feed, Rendition wanted, double maxFps) {
    lock.lock();
    try {
      demand.leave(feed, wanted, maxFps);
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of renditions that nobody has watched for a while. Watchdog. */
  void forgetUnwatched(long now) {
    if (demand.hasUnwatched(now)) {
      lock.lock();
      try {
        demand.forgetUnwatched(now);
      } finally {
        lock.unlock();
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
  boolean endRun(CaptureLoop ending, boolean afterFailure) {
    lock.lock();
    try {
      if (runs.current() != ending) {
        return true;
      }
      if (afterFailure ? isDemanded() : isWanted()) {
        return false;
      }
      runs.end();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: no capture thread runs. */
  void becameIdle() {
    progress.enter(CameraState.IDLE);
    if (!closed) {
      demand.forgetAllUnwatched();
    }
  }

  /** A state reached by this run; ignored once another run has taken over. */
  void enter(CaptureLoop by, CameraState next) {
    if (!by.isOver()) {
      progress.enter(next);
      if (next != CameraState.LIVE) {
        supervisor.rounds.soon();
      }
    }
  }

  /** A good picture arrived. Pen holder, so that no slate can come after it. */
  void pictureShown(CaptureLoop by, long now, long captured, boolean firstOfConnection) {
    if (firstOfConnection) {
      stats.connects.increment();
      if (by.isAfterLoss()) {
        stats.reconnects.increment();
      }
    }
    stats.picture(now, captured, firstOfConnection);
    progress.waitingFor(null);
    enter(by, CameraState.LIVE);
  }

  /** The connection failed. */
  void failed(SourceException failure) {
    progress.failed(
        String.valueOf(failure.getMessage()), System.nanoTime() + backoff.next(failure));
    stats.failures.increment(); // last, so that nobody sees a failure without its reason
  }

  RenditionBuffer[] feeds() {
    return demand.feeds();
  }

  /** Ends capture and shows a last slate; returns at once. */
  public void shutDown() {
    CaptureLoop ending;
    lock.lock();
    try {
      closed = true;
      ending = runs.shutDown();
    } finally {
      lock.unlock();
    }
    progress.enter(CameraState.CLOSED);
    if (ending != null) {
      ending.cancel();
    }
    snapshots.close();
  }

  /**
   * Waits for the end of what {@link #shutDown} ended, until the deadline on the scale of {@link
   * System#nanoTime()}.
   */
  public void awaitEnd(long deadline) {
    runs.awaitEnd(deadline);
  }

  @Override
  public CameraStatus status() {
    List<RenditionStatus> renditions;
    int watching;
    int substituted;
    CaptureLoop current;
    lock.lock();
    try {
      renditions = demand.status(System.nanoTime());
      watching = demand.viewers();
      substituted = demand.substituted();
      current = runs.current();
    } finally {
      lock.unlock();
    }
    SessionInfo session = current == null ? SessionInfo.UNKNOWN : current.info();
    return StatusReport.of(this, renditions, watching, substituted, session);
  }
}
