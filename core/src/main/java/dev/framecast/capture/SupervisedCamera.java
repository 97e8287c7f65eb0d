package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraOfflineException;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Durations;
import dev.framecast.internal.Strangers;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
  final StateTracker tracker;
  final CaptureThreads threads;
  final CaptureLifecycle lifecycle = new CaptureLifecycle(this);

  private final String id;
  private final CameraEvents events;
  private final Consumer<? super SupervisedCamera> closing;
  private final Demand demand;
  private final Snapshots snapshots = new Snapshots(this);
  private volatile CaptureSetup setup;
  private volatile boolean closed;

  /**
   * Asks the source for its description and kind, on the caller's thread.
   *
   * @param events of all cameras
   * @param closing is to {@linkplain #shutDown shut this down} and to forget it
   */
  public SupervisedCamera(
      String id,
      FrameSource source,
      CameraOptions options,
      CaptureThreads threads,
      CameraEvents events,
      Consumer<? super SupervisedCamera> closing) {
    this.id = id;
    this.setup = CaptureSetup.of(source, options);
    this.threads = threads;
    this.events = events.ofOne();
    this.closing = closing;
    this.tracker = new StateTracker(this, setup.description(), this.events::tell);
    this.demand = new Demand(options.maxRenditions(), threads.callbacks);
  }

  /** Begins to capture if this camera is always on. */
  public void start() {
    if (options().alwaysOn()) {
      lock.lock();
      try {
        if (!closed) {
          lifecycle.start();
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
    String name = options().name();
    return name.isEmpty() ? id : name;
  }

  @Override
  public CameraState state() {
    return tracker.state();
  }

  @Override
  public CameraOptions options() {
    return setup.options();
  }

  FrameSource source() {
    return setup.source();
  }

  /** The source's, without credentials. */
  String description() {
    return setup.description();
  }

  /** The source's, for strangers. */
  String kind() {
    return setup.kind();
  }

  Backoff backoff() {
    return setup.backoff();
  }

  /** What went wrong last, for strangers: see {@link CameraStatus#problem()}. */
  @Nullable String problem() {
    return tracker.lastErrorForStrangers();
  }

  /** What the source has said, without addresses. */
  @Nullable String forStrangers(@Nullable String text) {
    return Strangers.problem(text, description());
  }

  @Override
  public CameraSubscription subscribe(Rendition rendition, double maxFps) {
    Objects.requireNonNull(rendition, "rendition");
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    lock.lock();
    try {
      checkOpen();
      RenditionBuffer feed = demand.feed(rendition, tracker.width(), System.nanoTime());
      long startAfter = demand.join(feed, rendition, maxFps);
      try {
        lifecycle.start();
      } catch (RuntimeException | Error e) { // no more threads
        demand.leave(feed, rendition, maxFps);
        throw e;
      }
      return new CameraSubscription(this, feed, rendition, maxFps, startAfter);
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("camera \"" + id + "\" is closed");
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

  @Override
  public Registration addListener(CameraListener listener, Executor executor) {
    return events.add(listener, executor);
  }

  @Override
  public void reconnect() {
    change(setup.with(options()), true);
  }

  @Override
  public void replaceOptions(CameraOptions options) {
    change(setup.with(Objects.requireNonNull(options, "options")), false);
  }

  @Override
  public void replace(FrameSource source, CameraOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    change(CaptureSetup.of(source, options), true);
  }

  private void change(CaptureSetup next, boolean reconnects) {
    CaptureLoop old = null;
    lock.lock();
    try {
      checkOpen();
      boolean sameSource = next.source() == setup.source();
      setup = next;
      demand.budget(next.options().maxRenditions());
      if (sameSource) {
        tracker.retryNow();
      } else {
        tracker.reset(next.description());
      }
      if (reconnects) {
        old = lifecycle.restart();
      } else if (isDemanded()) {
        lifecycle.start();
      }
    } finally {
      lock.unlock();
    }
    if (old != null) {
      old.replaced();
    }
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
    CameraOptions options = options();
    return !closed && (options.alwaysOn() || demand.isWatchedOrWas(options.linger().toNanos()));
  }

  /** Whether to make a new connection: nobody lingers on a camera that is gone. */
  boolean isDemanded() {
    return !closed && (options().alwaysOn() || demand.isWatched());
  }

  boolean isWatched() {
    return demand.isWatched();
  }

  /**
   * Ends the loop unless somebody has come back; then the caller goes on. After a failure nobody
   * lingers. Capture thread.
   */
  boolean endLoop(CaptureLoop ending, boolean afterFailure) {
    lock.lock();
    try {
      if (lifecycle.current() != ending) {
        return true;
      }
      if (afterFailure ? isDemanded() : isWanted()) {
        return false;
      }
      lifecycle.end();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: no capture thread runs. */
  void becameIdle() {
    tracker.enter(CameraState.IDLE);
    if (!closed) {
      demand.forgetAllUnwatched();
    }
  }

  /** A state reached by this loop; ignored once another one has taken over. */
  void enter(CaptureLoop by, CameraState next) {
    if (!by.isOver()) {
      tracker.enter(next);
      if (next != CameraState.LIVE) {
        threads.watchdog.lookSoon();
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
    tracker.waitingFor(null);
    enter(by, CameraState.LIVE);
  }

  /** The connection failed. */
  void failed(SourceException failure) {
    tracker.failed(failure, backoff().next(failure));
    stats.failures.increment(); // last, so that nobody sees a failure without its reason
  }

  RenditionBuffer[] feeds() {
    return demand.feeds();
  }

  @Override
  public void close() {
    closing.accept(this);
  }

  /** Ends capture and shows a last slate; returns at once. Idempotent. */
  public void shutDown() {
    CaptureLoop ending;
    lock.lock();
    try {
      closed = true;
      ending = lifecycle.shutDown();
    } finally {
      lock.unlock();
    }
    tracker.enter(CameraState.CLOSED);
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
    lifecycle.awaitEnd(deadline);
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
      current = lifecycle.current();
    } finally {
      lock.unlock();
    }
    SessionInfo session = current == null ? SessionInfo.UNKNOWN : current.info();
    return StatusReport.of(this, renditions, watching, substituted, session);
  }
}
