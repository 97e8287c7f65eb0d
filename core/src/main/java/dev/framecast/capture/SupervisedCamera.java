package dev.framecast.capture;

import dev.framecast.Camera;
import dev.framecast.CameraOptions;
import dev.framecast.CameraState;
import dev.framecast.CameraStatus;
import dev.framecast.CameraStatus.RenditionStatus;
import dev.framecast.Frame;
import dev.framecast.FrameBuffer;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The camera that {@link dev.framecast.Cameras} makes: who watches it, and whether a capture thread
 * runs for it. What that thread does is in {@link CaptureRun}.
 *
 * <p>Two locks, neither of them on a viewer's way to a frame. {@link #lock} guards demand and the
 * life of the capture thread; it is held for moments. {@link #pen} makes its holder the rings' one
 * writer: the capture thread takes it for each picture, the watchdog for a slate, and only while no
 * pictures come. Never take the lock while holding the pen.
 */
public final class SupervisedCamera implements Camera {
  final ReentrantLock pen = new ReentrantLock();
  final CaptureStats stats = new CaptureStats();
  final FrameSource source;
  final Supervisor supervisor;

  private final String id;
  private final CameraOptions options;
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Rendition, RenditionFeed> feeds = new LinkedHashMap<>();
  private volatile RenditionFeed[] feedArray = {};
  private int viewers;
  private volatile long idleSince = System.nanoTime();
  private volatile boolean watched;
  private volatile boolean closed;
  private @Nullable CaptureRun run;
  private @Nullable Future<?> watch;

  private volatile CameraState state = CameraState.IDLE;
  private volatile @Nullable String lastError;
  private volatile long retryAt;
  private volatile SessionInfo info = SessionInfo.UNKNOWN;

  public SupervisedCamera(
      String id, FrameSource source, CameraOptions options, Supervisor supervisor) {
    this.id = id;
    this.source = source;
    this.options = options;
    this.supervisor = supervisor;
  }

  /** Begins to capture if this camera is always on. */
  public void start() {
    if (options.alwaysOn()) {
      lock.lock();
      try {
        startRun();
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

  @Override
  public CameraState state() {
    return state;
  }

  @Override
  public CameraOptions options() {
    return options;
  }

  @Override
  public Subscription subscribe(Rendition rendition, double maxFps) {
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("camera \"" + id + "\" is closed");
      }
      RenditionFeed feed = feeds.get(rendition);
      if (feed == null) {
        feed = new RenditionFeed(rendition);
        feeds.put(rendition, feed);
        feedArray = feeds.values().toArray(RenditionFeed[]::new);
      }
      viewers++;
      watched = true;
      long startAfter = feed.join(maxFps);
      startRun();
      return new Viewing(feed, maxFps, startAfter);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout) {
    return new SnapshotRequest(this, subscribe(rendition, 0), maxAge.toNanos()).begin(timeout);
  }

  private void leave(RenditionFeed feed, double maxFps) {
    lock.lock();
    try {
      feed.leave(maxFps);
      if (--viewers == 0) {
        idleSince = System.nanoTime();
        watched = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: sees to it that a capture thread runs. */
  private void startRun() {
    if (run == null && !closed) {
      CaptureRun started = new CaptureRun(this);
      run = started;
      watch = supervisor.watch(started::look);
      state = CameraState.CONNECTING;
      started.start();
    }
  }

  /** Whether to keep a connection: somebody watches, or did so a moment ago. */
  boolean isWanted() {
    return !closed
        && (watched
            || options.alwaysOn()
            || System.nanoTime() - idleSince < options.linger().toNanos());
  }

  /** Whether to make a new connection: nobody lingers on a camera that is gone. */
  boolean isDemanded() {
    return !closed && (watched || options.alwaysOn());
  }

  boolean isWatched() {
    return watched;
  }

  /** Ends the run unless somebody has come back; then the caller goes on. Capture thread. */
  boolean endRun(CaptureRun ending, boolean evenIfLingering) {
    lock.lock();
    try {
      if (run != ending) {
        return true;
      }
      if (evenIfLingering ? isDemanded() : isWanted()) {
        return false;
      }
      stopWatching();
      run = null;
      if (!closed) {
        state = CameraState.IDLE;
        // The rings go too: an idle camera holds no memory for frames.
        feeds.values().removeIf(feed -> !feed.isWatched());
        feedArray = feeds.values().toArray(RenditionFeed[]::new);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up on a thread that hangs in a source and goes on with a new one. Watchdog. */
  void replaceRun(CaptureRun hung) {
    lock.lock();
    try {
      if (run == hung) {
        stopWatching();
        run = null;
        if (isDemanded()) {
          startRun();
        } else if (!closed) {
          state = CameraState.IDLE;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void stopWatching() {
    Future<?> w = watch;
    if (w != null) {
      w.cancel(false);
      watch = null;
    }
  }

  /** A state reached by this run; ignored once another run has taken over. */
  void enter(CaptureRun by, CameraState next) {
    if (state != next && !by.isAbandoned() && !closed) {
      state = next;
    }
  }

  /** A good picture was published. Pen holder, so that no slate can come after it. */
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

  void failed(String error, long retryAtNanos) {
    lastError = error;
    retryAt = retryAtNanos;
  }

  void info(SessionInfo latest) {
    info = latest;
  }

  RenditionFeed[] feeds() {
    return feedArray;
  }

  @Nullable String lastError() {
    return lastError;
  }

  /** Nanoseconds until the next attempt, 0 if one is under way. */
  long untilRetry() {
    return state == CameraState.BACKOFF ? Math.max(0, retryAt - System.nanoTime()) : 0;
  }

  /** Ends capture; returns at once. */
  public void shutDown() {
    CaptureRun ending;
    lock.lock();
    try {
      closed = true;
      ending = run;
    } finally {
      lock.unlock();
    }
    if (ending != null) {
      ending.cancel();
    }
    state = CameraState.CLOSED;
  }

  /**
   * Waits for the capture thread's end, until the deadline on the scale of {@link
   * System#nanoTime()}.
   */
  public void awaitEnd(long deadline) {
    CaptureRun ending;
    lock.lock();
    try {
      ending = run;
      run = null;
      stopWatching();
    } finally {
      lock.unlock();
    }
    if (ending != null) {
      ending.awaitEnd(deadline);
    }
  }

  @Override
  public CameraStatus status() {
    List<RenditionStatus> renditions = new ArrayList<>();
    int watching;
    CaptureRun current;
    lock.lock();
    try {
      feeds.values().forEach(feed -> renditions.add(feed.status()));
      watching = viewers;
      current = run;
    } finally {
      lock.unlock();
    }
    SessionInfo latest = current == null ? SessionInfo.UNKNOWN : current.info();
    SessionInfo session = latest.equals(SessionInfo.UNKNOWN) ? info : latest;
    long now = System.nanoTime();
    long age = stats.age(now);
    CameraState at = state;
    return new CameraStatus(
        id,
        name(),
        at,
        source.description(),
        session,
        session.width(),
        session.height(),
        at == CameraState.LIVE || at == CameraState.STALLED ? stats.fps(now) : 0,
        age < 0 ? -1 : age / 1_000_000,
        watching,
        List.copyOf(renditions),
        stats.captured.sum(),
        stats.decoded.sum() + session.decoded(),
        stats.encoded.sum(),
        stats.passedThrough.sum(),
        stats.dropped.sum() + session.dropped(),
        stats.connects.sum(),
        stats.reconnects.sum(),
        stats.failures.sum(),
        lastError,
        untilRetry() / 1_000_000);
  }

  private final class Viewing implements Subscription {
    private final RenditionFeed feed;
    private final double maxFps;
    private final long startAfter;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Viewing(RenditionFeed feed, double maxFps, long startAfter) {
      this.feed = feed;
      this.maxFps = maxFps;
      this.startAfter = startAfter;
    }

    @Override
    public Camera camera() {
      return SupervisedCamera.this;
    }

    @Override
    public Rendition rendition() {
      return feed.rendition;
    }

    @Override
    public FrameBuffer frames() {
      return feed.ring;
    }

    @Override
    public long startAfter() {
      return startAfter;
    }

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        leave(feed, maxFps);
      }
    }
  }
}
